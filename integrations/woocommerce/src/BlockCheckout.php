<?php

declare(strict_types=1);

namespace OptInForWhatsApp;

use Automattic\WooCommerce\Blocks\Integrations\IntegrationInterface;
use Automattic\WooCommerce\StoreApi\Schemas\V1\CheckoutSchema;

/** The checkout block: an inner block draws the card, the Store API carries the record as extension data. */
final class BlockCheckout
{
    public const SPACE = 'opt-in-for-whatsapp';
    private const SCRIPT = 'opt-in-for-whatsapp-block';

    public static function hook(): void
    {
        add_action('woocommerce_blocks_loaded', [self::class, 'extend']);
        add_action('woocommerce_store_api_checkout_update_order_from_request', [self::class, 'record'], 10, 2);
        add_action('woocommerce_store_api_checkout_order_processed', [Forwarder::class, 'enqueue']);
    }

    public static function extend(): void
    {
        if (function_exists('woocommerce_store_api_register_endpoint_data')) {
            woocommerce_store_api_register_endpoint_data([
                'endpoint' => CheckoutSchema::IDENTIFIER,
                'namespace' => self::SPACE,
                'schema_callback' => [self::class, 'schema'],
                'schema_type' => ARRAY_A,
            ]);
        }
        if (interface_exists(IntegrationInterface::class)) {
            require_once __DIR__ . '/BlockIntegration.php';
            add_action('woocommerce_blocks_checkout_block_registration', static function ($registry): void {
                $registry->register(new BlockIntegration());
            });
        }
    }

    /** Optional, and of any length: what is wrong with it must not refuse an order. */
    public static function schema(): array
    {
        $field = static fn (string $type, string $description): array => [
            'description' => $description,
            'type' => [$type, 'null'],
            'context' => ['view', 'edit'],
            'readonly' => false,
            'optional' => true,
        ];
        return [
            OrderRecord::FIELD => $field('string', __('The signed WhatsApp opt-in', 'opt-in-for-whatsapp')),
            OrderRecord::PLAIN_FIELD => $field('boolean', __('The plain box that stands in for the card', 'opt-in-for-whatsapp')),
        ];
    }

    public static function record(\WC_Order $order, \WP_REST_Request $request): void
    {
        $data = $request['extensions'][self::SPACE] ?? [];
        if (is_array($data)) {
            OrderRecord::take($order, $data[OrderRecord::FIELD] ?? null);
            OrderRecord::takePlain($order, ($data[OrderRecord::PLAIN_FIELD] ?? false) === true);
        }
    }

    public static function register(): void
    {
        $url = plugins_url('assets/checkout-block.js', FILE);
        wp_register_script(self::SCRIPT, $url, ['wc-blocks-checkout', 'wc-settings', 'wp-data', 'wp-element'], VERSION, true);
        if (!is_admin() && Settings::complete()) {
            Card::enqueue();
        }
    }

    /** @return string[] */
    public static function scripts(): array
    {
        return [self::SCRIPT];
    }

    /** What the script gets from wcSettings. */
    public static function data(): array
    {
        return [
            'shown' => Settings::complete(),
            'title' => __('WhatsApp opt-in', 'opt-in-for-whatsapp'),
            'attributes' => (object) Card::attributes(),
            'plain' => [
                'words' => Card::plainWords(),
                'privacyUrl' => esc_url_raw(Settings::get('privacy_url')),
                'privacyNotice' => __('Privacy notice', 'opt-in-for-whatsapp'),
            ],
        ];
    }
}
