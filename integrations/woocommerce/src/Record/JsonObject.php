<?php

declare(strict_types=1);

namespace OptInForWhatsApp\Record;

/** A JSON object: PHP's arrays alone cannot tell an empty one from an empty list. */
final class JsonObject
{
    /** @var array<array-key, mixed> */
    public array $members = [];

    /** @return mixed null, which signed JSON does not have, when there is no such member */
    public function get(string $name)
    {
        return $this->members[$name] ?? null;
    }

    /** Plain nested arrays, once everything is checked. */
    public function toArray(): array
    {
        $plain = static function ($value) use (&$plain) {
            if ($value instanceof JsonObject) {
                return array_map($plain, $value->members);
            }
            return is_array($value) ? array_map($plain, $value) : $value;
        };
        return $plain($this);
    }
}
