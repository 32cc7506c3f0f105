<?php

declare(strict_types=1);

namespace OptInForWhatsApp;

/** The record in the order's admin screen, verified anew each time it is shown. */
final class OrderScreen
{
    public static function hook(): void
    {
        // Fires on the order's screen wherever orders are kept, for who may see it.
        add_action('woocommerce_admin_order_data_after_billing_address', [self::class, 'show']);
    }

    public static function show(\WC_Order $order): void
    {
        $verdict = (string) $order->get_meta(OrderRecord::VERDICT);
        $plain = json_decode((string) $order->get_meta(OrderRecord::PLAIN), true);
        if ($verdict === '' && !is_array($plain)) {
            return;
        }
        echo '<div class="opt-in-for-whatsapp"><h3>', esc_html__('WhatsApp opt-in', 'opt-in-for-whatsapp'), '</h3>';
        $claims = OrderRecord::claims($order);
        if ($claims !== null) {
            self::rows(self::ofRecord($order, $claims));
        } elseif (OrderRecord::token($order) !== '') {
            self::line(__('The record on this order was changed: it does not verify any more.', 'opt-in-for-whatsapp'));
        } elseif ($verdict !== '') {
            /* translators: %s: a code such as act_signature_invalid */
            self::line(sprintf(__('A record came and was refused: %s. This is no consent.', 'opt-in-for-whatsapp'), $verdict));
        }
        if (is_array($plain)) {
            self::line(__('The plain box was ticked; there is no signed record of it.', 'opt-in-for-whatsapp'));
            self::rows([
                [__('Words', 'opt-in-for-whatsapp'), (string) ($plain['words'] ?? '')],
                [__('When', 'opt-in-for-whatsapp'), self::time((int) ($plain['at'] ?? 0))],
            ]);
        }
        echo '</div>';
    }

    private static function ofRecord(\WC_Order $order, array $claims): array
    {
        $granted = array_column(array_filter($claims['purposes'], static fn (array $p): bool => $p['granted']), 'text');
        $receipt = OrderRecord::receipt($order);
        $forwarded = (string) $order->get_meta(OrderRecord::FORWARDED);
        if (is_array($receipt)) {
            /* translators: 1: place in the ledger, 2: level of assurance */
            $stored = sprintf(__('valid, record %1$d, %2$s', 'opt-in-for-whatsapp'), $receipt['seq'], $receipt['assurance']);
        } else {
            $stored = $receipt ?? ($forwarded === '' ? __('none', 'opt-in-for-whatsapp') : $forwarded);
        }
        return [
            [__('What happened', 'opt-in-for-whatsapp'), $claims['event']['type']],
            [__('Number', 'opt-in-for-whatsapp'), substr($claims['sub'], 4)],
            [__('Agreed to', 'opt-in-for-whatsapp'), $granted ? implode(', ', $granted) : __('nothing', 'opt-in-for-whatsapp')],
            [__('Words', 'opt-in-for-whatsapp'), $claims['notice']['text']],
            [__('When, by the browser’s clock', 'opt-in-for-whatsapp'), self::time($claims['iat'])],
            [__('Receipt', 'opt-in-for-whatsapp'), $stored],
            [__('Record', 'opt-in-for-whatsapp'), $claims['jti']],
        ];
    }

    private static function rows(array $rows): void
    {
        foreach ($rows as [$label, $value]) {
            printf('<p><strong>%s:</strong> %s</p>', esc_html($label), esc_html($value));
        }
    }

    private static function line(string $words): void
    {
        printf('<p>%s</p>', esc_html($words));
    }

    private static function time(int $seconds): string
    {
        return (string) wp_date(get_option('date_format') . ' ' . get_option('time_format'), $seconds);
    }
}
