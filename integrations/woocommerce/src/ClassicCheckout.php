<?php

declare(strict_types=1);

namespace OptInForWhatsApp;

/** The checkout of the shortcode: a form whose fields WooCommerce's script collects and posts. */
final class ClassicCheckout
{
    public static function hook(): void
    {
        add_action('woocommerce_after_checkout_billing_form', [self::class, 'show']);
        add_action('woocommerce_checkout_create_order', [self::class, 'record']);
        add_action('woocommerce_checkout_order_processed', [self::class, 'processed'], 10, 3);
    }

    public static function show(): void
    {
        if (!Settings::complete()) {
            return;
        }
        Card::enqueue();
        wp_enqueue_script('opt-in-for-whatsapp-checkout', plugins_url('assets/checkout.js', FILE), ['jquery'], VERSION, true);
        // jQuery's serialize() passes over custom elements: the script puts the record here when the order leaves. It
        // stands before the card, so that PHP takes the card's own value when the browser itself sends the form.
        printf('<input type="hidden" name="%s" value="" data-whatsapp-opt-in>', esc_attr(OrderRecord::FIELD));
        echo Card::html('billing_phone'); // phpcs:ignore WordPress.Security.EscapeOutput -- escaped where it is made
    }

    /** WooCommerce has checked the nonce of the form, and saves the order afterwards. */
    public static function record(\WC_Order $order): void
    {
        // phpcs:disable WordPress.Security -- a signed token is verified as it came; the box is only compared
        $token = isset($_POST[OrderRecord::FIELD]) ? wp_unslash($_POST[OrderRecord::FIELD]) : null;
        OrderRecord::take($order, $token);
        OrderRecord::takePlain($order, ($_POST[OrderRecord::PLAIN_FIELD] ?? '') === 'yes');
        // phpcs:enable
    }

    /**
     * @param mixed $id
     * @param mixed $posted
     * @param mixed $order
     */
    public static function processed($id, $posted = null, $order = null): void
    {
        $order = $order instanceof \WC_Order ? $order : wc_get_order($id);
        if ($order instanceof \WC_Order) {
            Forwarder::enqueue($order);
        }
    }
}
