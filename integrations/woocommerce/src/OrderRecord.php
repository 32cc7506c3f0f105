<?php

declare(strict_types=1);

namespace OptInForWhatsApp;

use OptInForWhatsApp\Record\Refused;
use OptInForWhatsApp\Record\Verifier;

/**
 * The record on an order, through the order's own methods alone, so that it stands wherever WooCommerce keeps orders.
 *
 * Nothing here throws or stops an order: what is wrong is written down as a code.
 */
final class OrderRecord
{
    public const FIELD = 'whatsapp_consent';
    public const PLAIN_FIELD = 'whatsapp_opt_in';
    public const ACT = '_whatsapp_consent';
    public const JTI = '_whatsapp_consent_jti';
    public const VERDICT = '_whatsapp_consent_verdict';
    public const RECEIPT = '_whatsapp_consent_receipt';
    public const FORWARDED = '_whatsapp_consent_forwarded';
    public const PLAIN = '_whatsapp_opt_in_plain';
    private const ALL = [self::ACT, self::JTI, self::VERDICT, self::RECEIPT, self::FORWARDED, self::PLAIN];

    /**
     * Takes what the checkout sent. The caller saves the order.
     *
     * @param mixed $token the field, or null when there is none
     */
    public static function take(\WC_Order $order, $token): void
    {
        if (!is_string($token) || $token === '') {
            return;
        }
        if ($order->get_meta(self::ACT) === $token) {
            return; // the checkout block sends the same order again
        }
        try {
            $claims = self::verify($token);
            $jti = $claims['jti'];
            if (self::usedElsewhere($jti, $token, $order->get_id())) {
                throw new Refused('jti_conflict');
            }
            $order->update_meta_data(self::ACT, $token);
            $order->update_meta_data(self::JTI, $jti);
            $order->update_meta_data(self::VERDICT, 'ok');
            $order->delete_meta_data(self::RECEIPT);
            $order->delete_meta_data(self::FORWARDED);
            do_action('opt_in_for_whatsapp_recorded', $order, $claims);
        } catch (Refused $e) {
            // The token is not kept: nobody vouches for what is in it.
            $order->update_meta_data(self::VERDICT, $e->getMessage());
            self::log($order, $e->getMessage());
        } catch (\Throwable $e) {
            // Not its message, which may quote what was sent.
            $order->update_meta_data(self::VERDICT, 'failed');
            self::log($order, get_class($e));
        }
    }

    /** Takes the plain box that stands in where the card does not run. */
    public static function takePlain(\WC_Order $order, bool $ticked): void
    {
        if ($ticked) {
            $yes = ['words' => Card::plainWords(), 'at' => time()];
            $order->update_meta_data(self::PLAIN, (string) wp_json_encode($yes));
        }
    }

    public static function token(\WC_Order $order): string
    {
        return (string) $order->get_meta(self::ACT);
    }

    /**
     * The claims of the order's record, verified again; null when there is none, or it was changed in the database.
     */
    public static function claims(\WC_Order $order): ?array
    {
        try {
            // Addresses of the shop may have changed since: they were asked when the record came.
            return self::token($order) === '' ? null : Verifier::act(self::token($order));
        } catch (Refused $e) {
            return null;
        }
    }

    /** What is known of the receipt: its claims, or a code; null when there is none. */
    public static function receipt(\WC_Order $order)
    {
        $receipt = (string) $order->get_meta(self::RECEIPT);
        $claims = self::claims($order);
        if ($receipt === '' || $claims === null) {
            return null;
        }
        if (!Settings::keys()) {
            return 'not_checked';
        }
        try {
            return Verifier::receipt($receipt, Settings::keys(), $claims['jti'], hash('sha256', self::token($order)));
        } catch (Refused $e) {
            return $e->getMessage();
        }
    }

    /** Removes everything; answers whether there was something. The caller saves. */
    public static function erase(\WC_Order $order): bool
    {
        $there = false;
        foreach (self::ALL as $key) {
            $there = $there || $order->get_meta($key) !== '';
            $order->delete_meta_data($key);
        }
        return $there;
    }

    public static function log(\WC_Order $order, string $code): void
    {
        if (function_exists('wc_get_logger')) {
            wc_get_logger()->warning(sprintf('order %d: %s', $order->get_id(), $code), ['source' => 'opt-in-for-whatsapp']);
        }
    }

    /** @throws Refused */
    private static function verify(string $token): array
    {
        $claims = Verifier::act($token, Settings::audiences(), Settings::issuers());
        $notices = Settings::notices();
        if ($notices && !in_array($claims['notice']['sha256'], $notices, true)) {
            throw new Refused('notice_not_registered');
        }
        return $claims;
    }

    /** The same bytes may come with a second order; other bytes under a used id may not. */
    private static function usedElsewhere(string $jti, string $token, int $order): bool
    {
        $query = ['limit' => 5, 'meta_key' => self::JTI, 'meta_value' => $jti]; // phpcs:ignore WordPress.DB.SlowDBQuery
        foreach (wc_get_orders($query) as $other) {
            if ($other->get_id() !== $order && self::token($other) !== $token) {
                return true;
            }
        }
        return false;
    }
}
