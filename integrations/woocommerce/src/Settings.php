<?php

declare(strict_types=1);

namespace OptInForWhatsApp;

use OptInForWhatsApp\Record\Keys;

/** What the shop's owner has set: read by everybody, checked in one place. */
final class Settings
{
    public const OPTION = 'opt_in_for_whatsapp';
    public const CAPABILITY = 'manage_woocommerce';
    /** The catalogue of docs/record.md, by category. */
    public const PURPOSES = [
        'utility' => [
            'order-confirmation', 'delivery-status', 'account-update', 'payment-reminder', 'invoice-status',
            'reservation-update', 'appointment-reminder', 'booking-status', 'ticketing', 'alert', 'issue-resolution', 'support',
        ],
        'marketing' => ['offers', 'news', 'cart-reminder'],
        'authentication' => ['sign-in-code'],
    ];
    private const DEFAULTS = [
        'company' => '',
        'privacy_url' => '',
        'purposes' => ['order-confirmation', 'delivery-status'],
        'retention' => 'P3Y',
        'script_url' => '',
        'script_integrity' => '',
        'endpoint' => '',
        'challenge_url' => '',
        'receiver_url' => '',
        'jwks' => '',
        'api_token' => '',
        'notices' => '',
        'delete_records' => false,
    ];

    public static function all(): array
    {
        $stored = get_option(self::OPTION, []);
        return array_merge(self::DEFAULTS, is_array($stored) ? array_intersect_key($stored, self::DEFAULTS) : []);
    }

    /** @return mixed */
    public static function get(string $name)
    {
        return self::all()[$name];
    }

    /** Whether a card can be shown: without these it would show an error. */
    public static function complete(): bool
    {
        $all = self::all();
        return $all['company'] !== '' && $all['privacy_url'] !== '' && $all['script_url'] !== '' && $all['purposes'];
    }

    /** The token for the receiver's closed routes; wp-config.php may hold it instead of the database. */
    public static function apiToken(): string
    {
        return defined('OPT_IN_FOR_WHATSAPP_API_TOKEN') ? (string) OPT_IN_FOR_WHATSAPP_API_TOKEN : self::get('api_token');
    }

    /** Keys pinned for receipts, by `kid`. */
    public static function keys(): array
    {
        try {
            return self::get('jwks') === '' ? [] : Keys::ofSet(self::get('jwks'));
        } catch (\InvalidArgumentException $e) {
            return [];
        }
    }

    /** URLs that an act of this shop may name as its audience. */
    public static function audiences(): array
    {
        $urls = array_filter([self::get('endpoint'), self::receiverRoute('/v1/consents')]);
        return (array) apply_filters('opt_in_for_whatsapp_audiences', array_values($urls));
    }

    /** Origins of this shop's pages. */
    public static function issuers(): array
    {
        $url = wp_parse_url(home_url());
        $port = isset($url['port']) ? ':' . $url['port'] : '';
        $origin = strtolower($url['scheme'] . '://' . $url['host']) . $port;
        return (array) apply_filters('opt_in_for_whatsapp_issuers', [$origin]);
    }

    /** Digests of the notices that may be recorded; none: any. */
    public static function notices(): array
    {
        return preg_split('/\s+/', self::get('notices'), -1, PREG_SPLIT_NO_EMPTY);
    }

    public static function receiverRoute(string $path): string
    {
        $base = self::get('receiver_url');
        return $base === '' ? '' : untrailingslashit($base) . $path;
    }

    /**
     * What is sent from the settings page, made safe to store. What is wrong is told and stays as it was.
     *
     * @param mixed $input
     */
    public static function sanitize($input): array
    {
        $input = is_array($input) ? $input : [];
        $before = self::all();
        $text = static fn (string $name): string => is_string($input[$name] ?? null) ? trim($input[$name]) : '';
        $after = $before;
        $after['company'] = sanitize_text_field($text('company'));
        foreach (['privacy_url', 'script_url', 'endpoint', 'challenge_url', 'receiver_url'] as $name) {
            $after[$name] = self::url($text($name), $before[$name], $name);
        }
        $known = array_merge(...array_values(self::PURPOSES));
        $chosen = is_array($input['purposes'] ?? null) ? array_filter($input['purposes'], 'is_string') : [];
        $after['purposes'] = array_values(array_intersect($known, $chosen));
        $after['delete_records'] = !empty($input['delete_records']);
        // An empty field keeps the token: the page never shows it.
        $token = sanitize_text_field($text('api_token'));
        $after['api_token'] = $token === '' ? $before['api_token'] : ($token === '-' ? '' : $token);

        $after['retention'] = strtoupper($text('retention'));
        if (preg_match('/\A(?:P[0-9]{1,4}[YMWD])?\z/', $after['retention']) !== 1) {
            $after['retention'] = $before['retention'];
            self::tell('retention', __('The time to keep is not of the form P3Y; it stays as it was.', 'opt-in-for-whatsapp'));
        }
        $integrity = $text('script_integrity');
        $after['script_integrity'] = $integrity;
        if (preg_match('/\A(?:sha(?:256|384|512)-[A-Za-z0-9+\/]+={0,2}(?: |\z))*\z/', $integrity) !== 1) {
            $after['script_integrity'] = $before['script_integrity'];
            self::tell('script_integrity', __('The integrity is not of the form sha384-…; it stays as it was.', 'opt-in-for-whatsapp'));
        }
        $after['jwks'] = $text('jwks');
        try {
            $after['jwks'] === '' || Keys::ofSet($after['jwks']);
        } catch (\InvalidArgumentException $e) {
            $after['jwks'] = $before['jwks'];
            self::tell('jwks', __('The keys are not a JWK set of public keys; they stay as they were.', 'opt-in-for-whatsapp'));
        }
        $after['notices'] = strtolower($text('notices'));
        if (preg_match('/\A(?:[0-9a-f]{64}(?:\s+|\z))*\z/', $after['notices']) !== 1) {
            $after['notices'] = $before['notices'];
            self::tell('notices', __('A notice is not a SHA-256 digest in hex; the list stays as it was.', 'opt-in-for-whatsapp'));
        }
        return $after;
    }

    private static function url(string $url, string $before, string $name): string
    {
        // A path on this site, or HTTPS; plain HTTP only on the machine itself.
        if ($url === '' || preg_match('#\A(?:https://|/(?!/)|http://(?:localhost|127\.0\.0\.1)(?=[:/]|\z))#i', $url) === 1) {
            return esc_url_raw($url);
        }
        /* translators: %s: name of a setting */
        self::tell($name, sprintf(__('%s must begin with https://; it stays as it was.', 'opt-in-for-whatsapp'), $name));
        return $before;
    }

    private static function tell(string $name, string $words): void
    {
        if (function_exists('add_settings_error')) {
            add_settings_error(self::OPTION, $name, $words);
        }
    }
}
