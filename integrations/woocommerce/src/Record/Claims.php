<?php

declare(strict_types=1);

namespace OptInForWhatsApp\Record;

/** The shapes of docs/record.md: which claims there are, and of which type. Other members are let through. */
final class Claims
{
    private const EVENTS = ['ConsentGiven', 'ConsentRefused', 'ConsentWithdrawn', 'RenewedConsentGiven'];
    private const METHODS = ['checkbox', 'preference-centre', 'keyword', 'import'];

    /** @param mixed $claims */
    public static function isAct($claims): bool
    {
        $text = 'is_string';
        $event = self::shape(['type' => self::one(self::EVENTS), 'method' => self::one(self::METHODS)], ['supersedes' => $text]);
        $purpose = self::shape([
            'id' => $text,
            'category' => self::one(['utility', 'marketing', 'authentication']),
            'text' => $text,
            'granted' => 'is_bool',
        ]);
        $ui = self::shape([
            'checked_by_default' => 'is_bool',
            'number_edited' => 'is_bool',
            'trusted_event' => 'is_bool',
            'input' => $text,
            'logo' => 'is_bool',
            'widget' => $text,
            'page' => $text,
        ], ['wasm_sha256' => $text]);
        $act = self::shape([
            'iss' => $text,
            'iat' => 'is_int',
            'jti' => $text,
            'sub' => $text,
            'schema' => self::count(),
            'event' => $event,
            'controller' => self::shape(['name' => $text, 'privacy_url' => $text], ['contact' => $text, 'whatsapp_number' => $text]),
            'purposes' => self::each($purpose),
            'notice' => self::shape(['text' => $text, 'sha256' => $text, 'language' => $text], ['version' => $text]),
            'withdrawal' => self::each(self::withdrawal()),
            'ui' => $ui,
        ], [
            'aud' => $text,
            'nonce' => $text,
            'retention' => $text,
            'valid_until' => 'is_int',
            'jurisdiction' => $text,
            'recipients' => self::each($text),
            'policy' => self::shape(['editions' => self::each($text), 'findings' => self::each($text)]),
        ]);
        return $act($claims);
    }

    /** @param mixed $claims */
    public static function isReceipt($claims): bool
    {
        $text = 'is_string';
        $log = self::shape([
            'origin' => $text,
            'salt' => $text,
            'size' => self::count(),
            'index' => self::count(),
            'root' => $text,
            'path' => self::each($text),
        ]);
        $receipt = self::shape([
            'iss' => $text,
            'iat' => 'is_int',
            'jti' => $text,
            'record_sha256' => $text,
            'seq' => self::count(),
            'assurance' => self::one(['self-asserted', 'fresh', 'number-confirmed']),
        ], ['log' => $log, 'withdraw_url' => $text]);
        return $receipt($claims);
    }

    private static function shape(array $required, array $optional = []): callable
    {
        return static function ($value) use ($required, $optional): bool {
            if (!$value instanceof JsonObject) {
                return false;
            }
            foreach ($required as $name => $is) {
                if (!array_key_exists($name, $value->members) || !$is($value->members[$name])) {
                    return false;
                }
            }
            foreach ($optional as $name => $is) {
                if (array_key_exists($name, $value->members) && !$is($value->members[$name])) {
                    return false;
                }
            }
            return true;
        };
    }

    private static function one(array $values): callable
    {
        return static fn ($value): bool => in_array($value, $values, true);
    }

    private static function each(callable $is): callable
    {
        return static fn ($value): bool => is_array($value) && array_filter($value, $is) === $value;
    }

    private static function count(): callable
    {
        return static fn ($value): bool => is_int($value) && $value >= 0;
    }

    private static function withdrawal(): callable
    {
        return static fn ($value): bool => $value instanceof JsonObject && count($value->members) === 1
            && (is_string($value->get('keyword')) || is_string($value->get('url')));
    }
}
