<?php

declare(strict_types=1);

namespace OptInForWhatsApp\Record;

/** Why a token is refused: a code of docs/record.md, e.g. `act_signature_invalid`. */
final class Refused extends \Exception
{
    public function withPrefix(string $prefix): self
    {
        return new self($prefix . $this->getMessage());
    }
}
