<?php

declare(strict_types=1);

namespace OptInForWhatsApp;

/** WordPress' tools to export and erase personal data, by the customer's email address. */
final class Privacy
{
    private const PER_PAGE = 20;

    public static function hook(): void
    {
        add_filter('wp_privacy_personal_data_exporters', static function (array $exporters): array {
            $name = __('WhatsApp opt-ins of orders', 'opt-in-for-whatsapp');
            return $exporters + ['opt-in-for-whatsapp' => ['exporter_friendly_name' => $name, 'callback' => [self::class, 'export']]];
        });
        add_filter('wp_privacy_personal_data_erasers', static function (array $erasers): array {
            $name = __('WhatsApp opt-ins of orders', 'opt-in-for-whatsapp');
            return $erasers + ['opt-in-for-whatsapp' => ['eraser_friendly_name' => $name, 'callback' => [self::class, 'erase']]];
        });
        // WooCommerce's own clean-up of old or erased orders; it saves the order afterwards.
        add_action('woocommerce_privacy_before_remove_order_personal_data', static function ($order): void {
            if ($order instanceof \WC_Order) {
                OrderRecord::erase($order);
            }
        });
        add_action('admin_init', static function (): void {
            if (function_exists('wp_add_privacy_policy_content')) {
                $words = __('With the WhatsApp opt-in we keep on the order a signed record of what was agreed to: the number, the words shown, the purposes, the time and the page.', 'opt-in-for-whatsapp');
                wp_add_privacy_policy_content('Opt-in for WhatsApp', wp_kses_post('<p>' . esc_html($words) . '</p>'));
            }
        });
    }

    public static function export(string $email, int $page = 1): array
    {
        $orders = self::orders($email, $page);
        $data = [];
        foreach ($orders as $order) {
            $claims = OrderRecord::claims($order);
            $items = [];
            $add = static function (string $name, string $value) use (&$items): void {
                $items[] = ['name' => $name, 'value' => esc_html($value)];
            };
            if ($claims !== null) {
                $add(__('Number', 'opt-in-for-whatsapp'), substr($claims['sub'], 4));
                $add(__('What happened', 'opt-in-for-whatsapp'), $claims['event']['type']);
                $add(__('Words', 'opt-in-for-whatsapp'), $claims['notice']['text']);
                $add(__('Signed record', 'opt-in-for-whatsapp'), OrderRecord::token($order));
                $add(__('Receipt', 'opt-in-for-whatsapp'), (string) $order->get_meta(OrderRecord::RECEIPT));
            }
            $plain = json_decode((string) $order->get_meta(OrderRecord::PLAIN), true);
            if (is_array($plain)) {
                $add(__('Plain box ticked', 'opt-in-for-whatsapp'), (string) ($plain['words'] ?? ''));
            }
            if ($items) {
                $data[] = [
                    'group_id' => 'opt-in-for-whatsapp',
                    'group_label' => __('WhatsApp opt-ins of orders', 'opt-in-for-whatsapp'),
                    'item_id' => 'order-' . $order->get_id(),
                    'data' => $items,
                ];
            }
        }
        return ['data' => $data, 'done' => count($orders) < self::PER_PAGE];
    }

    public static function erase(string $email, int $page = 1): array
    {
        $orders = self::orders($email, $page);
        $answer = ['items_removed' => false, 'items_retained' => false, 'messages' => [], 'done' => count($orders) < self::PER_PAGE];
        foreach ($orders as $order) {
            $claims = OrderRecord::claims($order);
            if ($claims !== null && Settings::get('receiver_url') !== '' && !self::eraseAtReceiver(substr($claims['sub'], 4))) {
                // The record stays, so that the next try still knows whom to erase there.
                $answer['items_retained'] = true;
                /* translators: %d: number of an order */
                $words = __('Order %d: the receiver has not erased the person; set its API token, or erase there and try again.', 'opt-in-for-whatsapp');
                $answer['messages'][] = sprintf($words, $order->get_id());
                continue;
            }
            if (OrderRecord::erase($order)) {
                $order->save();
                $answer['items_removed'] = true;
            }
        }
        return $answer;
    }

    private static function eraseAtReceiver(string $number): bool
    {
        if (Settings::apiToken() === '') {
            return false;
        }
        $answer = wp_remote_request(Settings::receiverRoute('/v1/contacts/' . rawurlencode($number)), [
            'method' => 'DELETE',
            'timeout' => 15,
            'redirection' => 0,
            'headers' => ['Authorization' => 'Bearer ' . Settings::apiToken()],
        ]);
        return !is_wp_error($answer) && (int) wp_remote_retrieve_response_code($answer) === 204;
    }

    /** @return \WC_Order[] */
    private static function orders(string $email, int $page): array
    {
        return wc_get_orders(['billing_email' => $email, 'limit' => self::PER_PAGE, 'page' => $page, 'orderby' => 'ID', 'order' => 'ASC']);
    }
}
