<?php

declare(strict_types=1);

namespace OptInForWhatsApp\Record;

/**
 * Strict reading of base64url and of signed JSON (docs/record.md, "The JSON of signed parts").
 *
 * PHP's own readers are not strict enough: base64_decode skips what it does not know, and json_decode keeps the last of
 * two members and makes floats of integers that are too large.
 */
final class Strict
{
    private const MAX_DEPTH = 16;
    private const MAX_INTEGER = 9007199254740991;

    private string $text;
    private int $at = 0;
    private bool $twice = false;

    private function __construct(string $text)
    {
        $this->text = $text;
    }

    /** Decodes base64url as it must be written: no padding, no other alphabet, no stray bits at the end. */
    public static function base64url(string $text): string
    {
        $bytes = strspn($text, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_') === strlen($text)
            ? base64_decode(strtr($text, '-_', '+/'), true)
            : false;
        if ($bytes === false || self::encode($bytes) !== $text) {
            throw new Refused('base64_invalid');
        }
        return $bytes;
    }

    public static function encode(string $bytes): string
    {
        return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
    }

    /**
     * Reads signed JSON: no null, integers within 2^53 - 1, 16 levels, no half surrogate pair, no member twice.
     *
     * @return mixed a JsonObject, list, string, int or bool
     */
    public static function json(string $bytes, string $invalid)
    {
        $reader = new self($bytes);
        try {
            if (preg_match('//u', $bytes) !== 1) {
                throw new \UnexpectedValueException();
            }
            $value = $reader->value(0);
            $reader->skip();
            if ($reader->at !== strlen($bytes)) {
                throw new \UnexpectedValueException();
            }
        } catch (\UnexpectedValueException $e) {
            throw new Refused($invalid);
        }
        // Told last: only if nothing else is wrong.
        if ($reader->twice) {
            throw new Refused('duplicate_member');
        }
        return $value;
    }

    /** @return mixed */
    private function value(int $depth)
    {
        $this->skip();
        switch ($this->text[$this->at] ?? '') {
            case '{':
                return $this->object($depth);
            case '[':
                return $this->list($depth);
            case '"':
                return $this->string();
            default:
                return $this->scalar();
        }
    }

    private function object(int $depth): JsonObject
    {
        $object = new JsonObject();
        $this->items('}', $depth, function () use ($object, $depth): void {
            $this->skip();
            $name = $this->string();
            $this->skip();
            $this->take('/\G:/');
            $value = $this->value($depth + 1);
            $this->twice = $this->twice || array_key_exists($name, $object->members);
            $object->members[$name] = $value;
        });
        return $object;
    }

    private function list(int $depth): array
    {
        $list = [];
        $this->items(']', $depth, function () use (&$list, $depth): void {
            $list[] = $this->value($depth + 1);
        });
        return $list;
    }

    private function items(string $close, int $depth, callable $item): void
    {
        if ($depth === self::MAX_DEPTH) {
            throw new \UnexpectedValueException();
        }
        $this->at++;
        $this->skip();
        if (($this->text[$this->at] ?? '') === $close) {
            $this->at++;
            return;
        }
        do {
            $item();
            $this->skip();
            $next = $this->text[$this->at++] ?? '';
        } while ($next === ',');
        if ($next !== $close) {
            throw new \UnexpectedValueException();
        }
    }

    private function string(): string
    {
        $text = $this->take('/\G"(?:[^"\\\\\x00-\x1f]++|\\\\(?:["\\\\\/bfnrt]|u[0-9a-fA-F]{4}))*+"/');
        // json_decode knows the escapes, and refuses half a surrogate pair.
        $decoded = json_decode('[' . $text . ']', true);
        if (!is_array($decoded)) {
            throw new \UnexpectedValueException();
        }
        return $decoded[0];
    }

    /** @return int|bool */
    private function scalar()
    {
        $word = $this->take('/\G(?:true|false|-?[0-9][0-9eE.+-]*)/');
        if ($word === 'true' || $word === 'false') {
            return $word === 'true';
        }
        if (strlen($word) > 17 || preg_match('/\A(?:0|-?[1-9][0-9]*)\z/', $word) !== 1) {
            throw new \UnexpectedValueException();
        }
        if (abs((int) $word) > self::MAX_INTEGER) {
            throw new \UnexpectedValueException();
        }
        return (int) $word;
    }

    private function skip(): void
    {
        $this->at += strspn($this->text, " \t\r\n", $this->at);
    }

    private function take(string $pattern): string
    {
        if (preg_match($pattern, $this->text, $match, 0, $this->at) !== 1) {
            throw new \UnexpectedValueException();
        }
        $this->at += strlen($match[0]);
        return $match[0];
    }
}
