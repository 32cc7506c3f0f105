<?php

declare(strict_types=1);

namespace OptInForWhatsApp;

/** WooCommerce → WhatsApp opt-in. WordPress' Settings API brings the nonce; the capability is the shop manager's. */
final class SettingsPage
{
    private const PAGE = 'opt-in-for-whatsapp';

    public static function hook(): void
    {
        add_action('admin_menu', [self::class, 'menu']);
        add_action('admin_init', [self::class, 'register']);
        add_filter('option_page_capability_' . self::PAGE, static fn (): string => Settings::CAPABILITY);
    }

    public static function menu(): void
    {
        $title = __('WhatsApp opt-in', 'opt-in-for-whatsapp');
        add_submenu_page('woocommerce', $title, $title, Settings::CAPABILITY, self::PAGE, [self::class, 'show']);
    }

    public static function register(): void
    {
        register_setting(self::PAGE, Settings::OPTION, [
            'type' => 'array',
            'sanitize_callback' => [Settings::class, 'sanitize'],
            'show_in_rest' => false,
        ]);
        add_settings_section(self::PAGE, '', '__return_null', self::PAGE);
        foreach (self::fields() as $name => [$label, $show, $help]) {
            add_settings_field($name, $label, static function () use ($name, $show, $help): void {
                $show($name);
                if ($help !== '') {
                    printf('<p class="description">%s</p>', esc_html($help));
                }
            }, self::PAGE, self::PAGE, $show[1] === 'purposes' ? [] : ['label_for' => self::id($name)]);
        }
    }

    public static function show(): void
    {
        if (!current_user_can(Settings::CAPABILITY)) {
            return;
        }
        echo '<div class="wrap"><h1>', esc_html__('WhatsApp opt-in', 'opt-in-for-whatsapp'), '</h1>';
        settings_errors(Settings::OPTION);
        if (!Settings::complete()) {
            $words = __('The card is shown once company, privacy notice, a purpose and the script are set.', 'opt-in-for-whatsapp');
            printf('<div class="notice notice-warning"><p>%s</p></div>', esc_html($words));
        }
        echo '<form method="post" action="options.php">';
        settings_fields(self::PAGE);
        do_settings_sections(self::PAGE);
        submit_button();
        echo '</form></div>';
    }

    /** Name, how it is shown, and a line of help. */
    private static function fields(): array
    {
        [$text, $area] = [[self::class, 'text'], [self::class, 'area']];
        return [
            'company' => [__('Company', 'opt-in-for-whatsapp'), $text, __('Who will write; shown in the sentence the person agrees to.', 'opt-in-for-whatsapp')],
            'privacy_url' => [__('Privacy notice', 'opt-in-for-whatsapp'), $text, ''],
            'purposes' => [__('Purposes', 'opt-in-for-whatsapp'), [self::class, 'purposes'], __('Marketing gets a box of its own.', 'opt-in-for-whatsapp')],
            'retention' => [__('Kept for', 'opt-in-for-whatsapp'), $text, __('How long you keep the record, e.g. P3Y for three years; the record says it.', 'opt-in-for-whatsapp')],
            'script_url' => [__('Script', 'opt-in-for-whatsapp'), $text, __('URL of whatsapp-opt-in.js; the other files of the package lie beside it.', 'opt-in-for-whatsapp')],
            'script_integrity' => [__('Integrity of the script', 'opt-in-for-whatsapp'), $text, __('sha384-…, as the package names it.', 'opt-in-for-whatsapp')],
            'receiver_url' => [__('Receiver', 'opt-in-for-whatsapp'), $text, __('Where records are sent on, e.g. https://opt-in.example. Empty: they stay on the order alone.', 'opt-in-for-whatsapp')],
            'jwks' => [__('Keys of the receiver', 'opt-in-for-whatsapp'), $area, __('What it publishes under /.well-known/jwks.json, fetched over a channel you trust. Without it receipts are not checked.', 'opt-in-for-whatsapp')],
            'api_token' => [__('API token', 'opt-in-for-whatsapp'), [self::class, 'password'], __('Only to erase people at the receiver too. Empty keeps it, - removes it; wp-config.php may define OPT_IN_FOR_WHATSAPP_API_TOKEN.', 'opt-in-for-whatsapp')],
            'challenge_url' => [__('Challenges', 'opt-in-for-whatsapp'), $text, __('The receiver’s /v1/challenges: the browser asks it for a nonce.', 'opt-in-for-whatsapp')],
            'endpoint' => [__('Endpoint', 'opt-in-for-whatsapp'), $text, __('Only if the browser shall post the record by itself as well.', 'opt-in-for-whatsapp')],
            'notices' => [__('Registered notices', 'opt-in-for-whatsapp'), $area, __('SHA-256 digests of the words that may be recorded, one a line. Empty: any words of this site’s pages.', 'opt-in-for-whatsapp')],
            'delete_records' => [__('When uninstalled', 'opt-in-for-whatsapp'), [self::class, 'box'], __('Delete the records on orders too. They are your evidence.', 'opt-in-for-whatsapp')],
        ];
    }

    public static function text(string $name): void
    {
        self::input($name, 'text', (string) Settings::get($name));
    }

    public static function password(string $name): void
    {
        self::input($name, 'password', '');
    }

    public static function area(string $name): void
    {
        printf(
            '<textarea id="%s" name="%s" rows="4" class="large-text code">%s</textarea>',
            esc_attr(self::id($name)),
            esc_attr(self::name($name)),
            esc_textarea((string) Settings::get($name))
        );
    }

    public static function box(string $name): void
    {
        printf(
            '<input type="checkbox" id="%s" name="%s" value="1"%s>',
            esc_attr(self::id($name)),
            esc_attr(self::name($name)),
            checked((bool) Settings::get($name), true, false)
        );
    }

    public static function purposes(string $name): void
    {
        foreach (Settings::PURPOSES as $category => $purposes) {
            printf('<fieldset><legend><strong>%s</strong></legend>', esc_html($category));
            foreach ($purposes as $purpose) {
                printf(
                    '<label><input type="checkbox" name="%s[]" value="%s"%s> %s</label><br>',
                    esc_attr(self::name($name)),
                    esc_attr($purpose),
                    checked(in_array($purpose, Settings::get($name), true), true, false),
                    esc_html($purpose)
                );
            }
            echo '</fieldset>';
        }
    }

    private static function input(string $name, string $type, string $value): void
    {
        printf(
            '<input type="%s" id="%s" name="%s" value="%s" class="regular-text" autocomplete="off">',
            esc_attr($type),
            esc_attr(self::id($name)),
            esc_attr(self::name($name)),
            esc_attr($value)
        );
    }

    private static function id(string $name): string
    {
        return 'opt-in-for-whatsapp-' . $name;
    }

    private static function name(string $name): string
    {
        return Settings::OPTION . "[$name]";
    }
}
