<?php

declare(strict_types=1);

namespace OptInForWhatsApp;

/**
 * Sends records on to a receiver, never within the order's own request: Action Scheduler runs it, or WordPress' cron.
 *
 * The receiver answers the same act with the same receipt, so that sending twice does no harm. A job holds the order's
 * id and the number of tries, nothing of the person.
 */
final class Forwarder
{
    public const JOB = 'opt_in_for_whatsapp_forward';
    private const GROUP = 'opt-in-for-whatsapp';
    /** Tries at growing distances: about three days in all. */
    private const TRIES = 12;

    public static function hook(): void
    {
        add_action(self::JOB, [self::class, 'run'], 10, 2);
    }

    public static function enqueue(\WC_Order $order): void
    {
        try {
            if (Settings::get('receiver_url') !== '' && OrderRecord::token($order) !== '') {
                self::schedule($order->get_id(), 1, 0);
            }
        } catch (\Throwable $e) {
            OrderRecord::log($order, get_class($e));
        }
    }

    public static function run(int $id, int $try = 1): void
    {
        $order = wc_get_order($id);
        if (!$order instanceof \WC_Order || OrderRecord::token($order) === '' || $order->get_meta(OrderRecord::RECEIPT) !== '') {
            return;
        }
        // Not wp_safe_remote_post: the receiver may stand on this machine.
        $answer = wp_remote_post(Settings::receiverRoute('/v1/consents'), [
            'timeout' => 15,
            'redirection' => 0,
            'headers' => ['Content-Type' => 'application/jwt', 'Accept' => 'application/json'],
            'body' => OrderRecord::token($order),
        ]);
        $status = is_wp_error($answer) ? 0 : (int) wp_remote_retrieve_response_code($answer);
        $body = is_wp_error($answer) ? null : json_decode(wp_remote_retrieve_body($answer), true);
        $receipt = $body['receipt'] ?? null;
        if (($status === 200 || $status === 201) && is_string($receipt)) {
            self::keep($order, $receipt);
            return;
        }
        $code = is_array($body) && is_string($body['code'] ?? null) ? sanitize_key($body['code']) : "http_$status";
        $retry = $status < 400 || $status === 408 || $status === 429 || $status >= 500;
        if ($retry && $try < self::TRIES) {
            $asked = is_wp_error($answer) ? 0 : (int) wp_remote_retrieve_header($answer, 'retry-after');
            self::schedule($id, $try + 1, max(min(60 * 2 ** $try, 8 * HOUR_IN_SECONDS), min($asked, DAY_IN_SECONDS)));
            $code .= ', will be sent again';
        }
        $order->update_meta_data(OrderRecord::FORWARDED, $code);
        $order->save();
        OrderRecord::log($order, $code);
    }

    /** Only a receipt for this very act is kept; whether its key is trusted is asked whenever it is shown. */
    private static function keep(\WC_Order $order, string $receipt): void
    {
        $order->update_meta_data(OrderRecord::RECEIPT, $receipt);
        $checked = OrderRecord::receipt($order);
        $code = is_array($checked) ? 'ok' : (string) $checked;
        if (!in_array($code, ['ok', 'not_checked', 'receipt_key_unknown'], true)) {
            $order->delete_meta_data(OrderRecord::RECEIPT);
            OrderRecord::log($order, $code);
        }
        $order->update_meta_data(OrderRecord::FORWARDED, $code);
        $order->save();
    }

    private static function schedule(int $id, int $try, int $seconds): void
    {
        $job = [$id, $try];
        if (function_exists('as_schedule_single_action')) {
            as_schedule_single_action(time() + $seconds, self::JOB, $job, self::GROUP);
        } else {
            wp_schedule_single_event(time() + $seconds, self::JOB, $job);
        }
    }
}
