<?php

declare(strict_types=1);

namespace OptInForWhatsApp;

/** The tag, what stands in for it where it does not run, and the script behind it. */
final class Card
{
    public const SCRIPT = 'whatsapp-opt-in';

    public static function hook(): void
    {
        add_filter('script_loader_tag', [self::class, 'scriptTag'], 10, 2);
    }

    /** The tag's attributes, without the page's phone field. */
    public static function attributes(): array
    {
        $all = Settings::all();
        $attributes = [
            'company' => $all['company'],
            'privacy-url' => $all['privacy_url'],
            'purposes' => implode(' ', $all['purposes']),
            'retention' => $all['retention'],
            'endpoint' => $all['endpoint'],
            'challenge-url' => $all['challenge_url'],
        ];
        $attributes = (array) apply_filters('opt_in_for_whatsapp_attributes', array_filter($attributes, 'strlen'));
        if (isset($attributes['endpoint'])) {
            // The order's own request carries the record; the post is sent when that leaves.
            $attributes['submit'] = 'manual';
        }
        return $attributes;
    }

    /** The card as HTML, everything escaped. */
    public static function html(string $phoneField): string
    {
        $html = '<whatsapp-opt-in';
        foreach (self::attributes() + ['for' => $phoneField] as $name => $value) {
            $html .= sprintf(' %s="%s"', esc_attr($name), esc_attr((string) $value));
        }
        return $html . '>' . self::fallback() . '</whatsapp-opt-in>';
    }

    /** A plain box, never ticked beforehand. What it sends is an unsigned yes. */
    public static function fallback(): string
    {
        return sprintf(
            '<label class="checkbox"><input type="checkbox" name="whatsapp_opt_in" value="yes"> %s</label> <a href="%s">%s</a>',
            esc_html(self::plainWords()),
            esc_url(Settings::get('privacy_url')),
            esc_html__('Privacy notice', 'opt-in-for-whatsapp')
        );
    }

    /** The words beside the plain box, which are stored with its yes. One box is for one category: the first that was chosen. */
    public static function plainWords(): string
    {
        $chosen = static fn (array $category): array => array_intersect($category, Settings::get('purposes'));
        $categories = array_filter(array_map($chosen, Settings::PURPOSES));
        $purposes = str_replace('-', ' ', implode(', ', reset($categories) ?: []));
        return sprintf(
            /* translators: 1: company, 2: purposes, e.g. "order confirmation, delivery status" */
            __('%1$s may write to me on WhatsApp: %2$s. Reply STOP at any time.', 'opt-in-for-whatsapp'),
            Settings::get('company'),
            $purposes
        );
    }

    public static function enqueue(): void
    {
        // The file's own name has its version; WordPress' ?ver= would be a query of the script.
        wp_enqueue_script(self::SCRIPT, Settings::get('script_url'), [], null, true);
    }

    /** WordPress prints classic scripts: make ours a module, pinned. */
    public static function scriptTag(string $tag, string $handle): string
    {
        if ($handle !== self::SCRIPT) {
            return $tag;
        }
        $integrity = Settings::get('script_integrity');
        $pin = $integrity === '' ? '' : sprintf(' integrity="%s" crossorigin="anonymous"', esc_attr($integrity));
        $tag = preg_replace('/\stype=(["\'])[^"\']*\1/', '', $tag);
        return str_replace('<script ', '<script type="module"' . $pin . ' ', $tag);
    }
}
