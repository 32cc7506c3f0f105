<?php

declare(strict_types=1);

namespace OptInForWhatsApp;

if (!defined('WP_UNINSTALL_PLUGIN')) {
    exit;
}

foreach (['Refused', 'JsonObject', 'Strict', 'Claims', 'Keys', 'Verifier'] as $class) {
    require_once __DIR__ . "/src/Record/$class.php";
}
foreach (['Settings', 'OrderRecord', 'Forwarder'] as $class) {
    require_once __DIR__ . "/src/$class.php";
}

if (function_exists('as_unschedule_all_actions')) {
    as_unschedule_all_actions(Forwarder::JOB);
}
wp_unschedule_hook(Forwarder::JOB);

// The records are the shop's evidence: they go only when it has said so.
if (Settings::get('delete_records') && function_exists('wc_get_orders')) {
    foreach ([OrderRecord::VERDICT, OrderRecord::PLAIN] as $key) {
        do {
            $orders = wc_get_orders(['limit' => 50, 'meta_key' => $key, 'meta_compare' => 'EXISTS']);
            foreach ($orders as $order) {
                OrderRecord::erase($order);
                $order->save();
            }
        } while ($orders);
    }
}
delete_option(Settings::OPTION);
