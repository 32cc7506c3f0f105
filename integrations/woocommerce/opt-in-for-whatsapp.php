<?php

/**
 * Plugin Name:          Opt-in for WhatsApp at checkout
 * Description:          Asks for a WhatsApp opt-in at WooCommerce's checkout, and keeps on the order a signed record that anybody can verify.
 * Version:              0.1.0
 * Requires at least:    6.1
 * Requires PHP:         7.4
 * Requires Plugins:     woocommerce
 * Author:               the whatsapp-opt-in maintainers
 * License:              MIT
 * License URI:          https://opensource.org/licenses/MIT
 * Text Domain:          opt-in-for-whatsapp
 * Domain Path:          /languages
 * WC requires at least: 8.3
 *
 * WhatsApp is a trademark of Meta; this plugin is not theirs.
 */

declare(strict_types=1);

namespace OptInForWhatsApp;

if (!defined('ABSPATH')) {
    exit;
}

const VERSION = '0.1.0';
const FILE = __FILE__;

foreach (['Refused', 'JsonObject', 'Strict', 'Claims', 'Keys', 'Verifier'] as $class) {
    require_once __DIR__ . "/src/Record/$class.php";
}
$classes = ['Settings', 'SettingsPage', 'Card', 'OrderRecord', 'ClassicCheckout', 'BlockCheckout', 'Forwarder', 'OrderScreen', 'Privacy'];
foreach ($classes as $class) {
    require_once __DIR__ . "/src/$class.php";
}

add_action('before_woocommerce_init', static function (): void {
    if (class_exists(\Automattic\WooCommerce\Utilities\FeaturesUtil::class)) {
        foreach (['custom_order_tables', 'cart_checkout_blocks'] as $feature) {
            \Automattic\WooCommerce\Utilities\FeaturesUtil::declare_compatibility($feature, FILE, true);
        }
    }
});

add_action('init', static function (): void {
    load_plugin_textdomain('opt-in-for-whatsapp', false, dirname(plugin_basename(FILE)) . '/languages');
});

SettingsPage::hook();
Card::hook();
ClassicCheckout::hook();
BlockCheckout::hook();
Forwarder::hook();
OrderScreen::hook();
Privacy::hook();
