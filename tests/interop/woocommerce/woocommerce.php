<?php

/**
 * Plugin Name: WooCommerce, as far as the plugin meets it
 *
 * Stand-ins with the shapes that WooCommerce documents: order CRUD, queries, logger, Store API, and the order in which
 * the two checkouts fire their hooks. WooCommerce itself is in no registry that the tests use.
 */

declare(strict_types=1);

namespace Automattic\WooCommerce\StoreApi\Schemas\V1 {
    final class CheckoutSchema
    {
        public const IDENTIFIER = 'checkout';
    }
}

namespace Automattic\WooCommerce\Blocks\Integrations {
    interface IntegrationInterface
    {
        public function get_name();
        public function initialize();
        public function get_script_handles();
        public function get_editor_script_handles();
        public function get_script_data();
    }
}

namespace Automattic\WooCommerce\Utilities {
    final class FeaturesUtil
    {
        public static array $declared = [];

        public static function declare_compatibility(string $feature, string $file, bool $is = true): bool
        {
            self::$declared[$feature] = $is;
            return true;
        }
    }
}

namespace {
    final class WooCommerce
    {
    }

    /** An order's own methods. What is not saved is not seen by anybody else. */
    final class WC_Order
    {
        public static array $saved = [];
        private int $id;
        private string $email;
        private array $meta;

        public function __construct(int $id = 0)
        {
            $this->id = $id;
            $this->email = self::$saved[$id]['email'] ?? '';
            $this->meta = self::$saved[$id]['meta'] ?? [];
        }

        public function get_id(): int
        {
            return $this->id;
        }

        public function set_billing_email(string $email): void
        {
            $this->email = $email;
        }

        public function get_meta(string $key)
        {
            return $this->meta[$key] ?? '';
        }

        public function update_meta_data(string $key, $value): void
        {
            $this->meta[$key] = $value;
        }

        public function delete_meta_data(string $key): void
        {
            unset($this->meta[$key]);
        }

        public function save(): int
        {
            $this->id = $this->id ?: count(self::$saved) + 1;
            self::$saved[$this->id] = ['email' => $this->email, 'meta' => $this->meta];
            return $this->id;
        }
    }

    function wc_get_order($id)
    {
        return isset(WC_Order::$saved[$id]) ? new WC_Order((int) $id) : false;
    }

    function wc_get_orders(array $query): array
    {
        $known = ['limit', 'page', 'meta_key', 'meta_value', 'meta_compare', 'billing_email', 'orderby', 'order'];
        if (array_diff(array_keys($query), $known)) {
            throw new LogicException('an argument that these orders do not know');
        }
        $found = array_filter(WC_Order::$saved, static function (array $order) use ($query): bool {
            $value = $order['meta'][$query['meta_key'] ?? ''] ?? null;
            return (!isset($query['meta_key']) || $value !== null)
                && (!isset($query['meta_value']) || $value === $query['meta_value'])
                && (!isset($query['billing_email']) || $order['email'] === $query['billing_email']);
        });
        $ids = array_slice(array_keys($found), (($query['page'] ?? 1) - 1) * $query['limit'], $query['limit']);
        return array_map('wc_get_order', $ids);
    }

    final class TestLogger
    {
        public static array $lines = [];

        public function warning(string $message, array $context = []): void
        {
            self::$lines[] = $message . ' ' . json_encode($context);
        }
    }

    function wc_get_logger(): TestLogger
    {
        return new TestLogger();
    }

    function woocommerce_store_api_register_endpoint_data(array $data): bool
    {
        $GLOBALS['store_api'][$data['endpoint']][$data['namespace']] = $data['schema_callback'];
        return true;
    }

    /** What WC_Checkout does with a posted form, as far as others can see it. */
    function classic_checkout(array $post, string $email = 'ada@shop.example'): WC_Order
    {
        $_POST = wp_slash($post);
        $order = new WC_Order();
        $order->set_billing_email($email);
        do_action('woocommerce_checkout_create_order', $order, []);
        $id = $order->save();
        do_action('woocommerce_checkout_order_created', $order);
        do_action('woocommerce_checkout_order_processed', $id, [], $order);
        $_POST = [];
        return wc_get_order($id);
    }

    /** What the Store API's checkout route does: the schema is asked first, by WordPress' own rules. */
    function block_checkout(array $extensions, ?WC_Order $order = null): WC_Order
    {
        $request = new WP_REST_Request('POST', '/wc/store/v1/checkout');
        $request->set_header('Content-Type', 'application/json');
        $request->set_body(wp_json_encode(['extensions' => (object) $extensions]));
        foreach ($GLOBALS['store_api']['checkout'] as $space => $schema) {
            $schema = ['type' => 'object', 'properties' => $schema()];
            $valid = rest_validate_value_from_schema($extensions[$space] ?? [], $schema, "extensions[$space]");
            if (is_wp_error($valid)) {
                throw new UnexpectedValueException($valid->get_error_message());
            }
        }
        $order = $order ?? new WC_Order();
        $order->set_billing_email('bob@shop.example');
        do_action('woocommerce_store_api_checkout_update_order_from_request', $order, $request);
        $order->save();
        do_action('woocommerce_store_api_checkout_order_processed', $order);
        return wc_get_order($order->get_id());
    }

    add_action('plugins_loaded', static function (): void {
        do_action('before_woocommerce_init');
        do_action('woocommerce_blocks_loaded');
    });
}
