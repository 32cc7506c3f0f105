<?php

declare(strict_types=1);

// Runs the WooCommerce plugin within the real WordPress: `php run.php ABSPATH WORKSPACE`. One line for each test.
// OPT_IN_RECEIVER (URL), OPT_IN_JWKS, OPT_IN_API_TOKEN name a running receiver.

error_reporting(E_ALL);
[, $wordpress, $workspace] = $argv;
define('ABSPATH', rtrim($wordpress, '/') . '/');
define('WP_DEBUG', true);
define('WP_DEBUG_DISPLAY', false);
define('WP_CRON_LOCK_TIMEOUT', 60);
define('DISABLE_WP_CRON', true);
define('DB_NAME', '');
define('DB_USER', '');
define('DB_PASSWORD', '');
define('DB_HOST', '');
foreach (['AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT'] as $key) {
    define($key, "of these tests: $key");
}
$_SERVER += ['HTTP_HOST' => 'shop.example', 'HTTPS' => 'on', 'REQUEST_METHOD' => 'GET', 'REMOTE_ADDR' => '127.0.0.1', 'SERVER_PROTOCOL' => 'HTTP/1.1'];
$_SERVER['REQUEST_URI'] = '/checkout';
$table_prefix = 'wp_';
require ABSPATH . 'wp-settings.php';
// Anything PHP complains of in the plugin fails the run.
set_error_handler(static function (int $level, string $message, string $file, int $line): bool {
    if (strpos($file, 'opt-in-for-whatsapp') !== false) {
        throw new ErrorException($message, 0, $level, $file, $line);
    }
    return true;
});

require ABSPATH . 'wp-admin/includes/template.php';
require ABSPATH . 'wp-admin/includes/plugin.php';
require __DIR__ . '/tests.php';
exit(run_tests());
