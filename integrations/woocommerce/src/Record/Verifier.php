<?php

declare(strict_types=1);

namespace OptInForWhatsApp\Record;

/**
 * Verifies acts and receipts, in the order of docs/record.md. It needs no WordPress: take the directory `Record` for a
 * shop of your own.
 */
final class Verifier
{
    private const UUID_V7 = '/\A[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\z/';

    /**
     * The claims of an act.
     *
     * @param string[]|null $audiences URLs acts may be posted to; null does not ask
     * @param string[]|null $issuers   origins of your pages; null does not ask
     * @throws Refused with a code `act_…`
     */
    public static function act(string $token, ?array $audiences = null, ?array $issuers = null): array
    {
        try {
            [$header, $payload, $signature] = self::takeApart($token, 'whatsapp-consent+jwt', 'jwk');
            $jwk = $header->get('jwk');
            if (!$jwk instanceof JsonObject) {
                throw new Refused('key_invalid');
            }
            self::checkSignature($token, $signature, $jwk->members, $header->get('alg'));
            $act = Strict::json($payload, 'claims_invalid');
            $version = $act instanceof JsonObject ? $act->get('schema') : null;
            if (!is_int($version) || $version < 0) {
                throw new Refused('claims_invalid');
            }
            if ($version !== 1) {
                throw new Refused('schema_unknown');
            }
            if (!Claims::isAct($act)) {
                throw new Refused('claims_invalid');
            }
            $act = $act->toArray();
            self::checkRules($act, $audiences, $issuers);
            return $act;
        } catch (Refused $e) {
            throw $e->withPrefix('act_');
        }
    }

    /**
     * The claims of a receipt.
     *
     * @param array       $keys   pinned keys by `kid`: Keys::ofSet
     * @param string|null $jti    of the act it must be for
     * @param string|null $sha256 of the act's compact bytes
     * @param list<string>|null $receivers their URLs
     * @param string|null $log its name
     * @throws Refused with a code `receipt_…`
     */
    public static function receipt(
        string $token,
        array $keys,
        ?string $jti = null,
        ?string $sha256 = null,
        ?array $receivers = null,
        ?string $log = null
    ): array {
        try {
            [$header, $payload, $signature] = self::takeApart($token, 'whatsapp-consent-receipt+jwt', 'kid');
            $kid = $header->get('kid');
            if (!is_string($kid)) {
                throw new Refused('header_invalid');
            }
            if (!isset($keys[$kid])) {
                throw new Refused('key_unknown');
            }
            if (Keys::algorithm($keys[$kid]) !== $header->get('alg')) {
                throw new Refused('algorithm_forbidden');
            }
            self::checkSignature($token, $signature, $keys[$kid], $header->get('alg'));
            $receipt = Strict::json($payload, 'claims_invalid');
            if (!Claims::isReceipt($receipt)) {
                throw new Refused('claims_invalid');
            }
            $receipt = $receipt->toArray();
            $differs = $receipt['jti'] !== ($jti ?? $receipt['jti'])
                || $receipt['record_sha256'] !== ($sha256 ?? $receipt['record_sha256']);
            if ($differs) {
                throw new Refused('for_other_act');
            }
            if ($receivers !== null && !in_array($receipt['iss'], $receivers, true)) {
                throw new Refused('issuer_wrong');
            }
            if ($log !== null && ($receipt['log']['origin'] ?? $log) !== $log) {
                throw new Refused('log_wrong');
            }
            return $receipt;
        } catch (Refused $e) {
            throw $e->withPrefix('receipt_');
        }
    }

    /** Size, three parts, base64url, and a header of exactly `alg`, `typ` and `$member`. */
    private static function takeApart(string $token, string $typ, string $member): array
    {
        if (strlen($token) > 16384) {
            throw new Refused('too_large');
        }
        $parts = explode('.', $token);
        if (count($parts) !== 3 || in_array('', $parts, true)) {
            throw new Refused('not_compact');
        }
        $header = Strict::json(Strict::base64url($parts[0]), 'header_invalid');
        if (!$header instanceof JsonObject || !is_string($header->get('typ'))) {
            throw new Refused('header_invalid');
        }
        if ($header->get('typ') !== $typ) {
            throw new Refused('type_wrong');
        }
        if (!is_string($header->get('alg'))) {
            throw new Refused('header_invalid');
        }
        if (!Keys::knows($header->get('alg'))) {
            throw new Refused('algorithm_forbidden');
        }
        if (array_diff(array_keys($header->members), ['alg', 'typ', $member])) {
            throw new Refused('header_member_forbidden');
        }
        if (!array_key_exists($member, $header->members)) {
            throw new Refused('header_invalid');
        }
        return [$header, Strict::base64url($parts[1]), Strict::base64url($parts[2])];
    }

    private static function checkSignature(string $token, string $signature, array $jwk, string $alg): void
    {
        $coordinates = Keys::coordinates($jwk, $alg);
        if (!Keys::signed($alg, $coordinates, substr($token, 0, strrpos($token, '.')), $signature)) {
            throw new Refused('signature_invalid');
        }
    }

    private static function checkRules(array $act, ?array $audiences, ?array $issuers): void
    {
        if ($audiences !== null && isset($act['aud']) && !in_array($act['aud'], $audiences, true)) {
            throw new Refused('audience_wrong');
        }
        if ($issuers !== null && !in_array($act['iss'], $issuers, true)) {
            throw new Refused('issuer_wrong');
        }
        if (preg_match('/\Atel:\+[1-9][0-9]{1,14}\z/', $act['sub']) !== 1) {
            throw new Refused('number_malformed');
        }
        foreach ([$act['jti'], $act['event']['supersedes'] ?? $act['jti']] as $id) {
            if (preg_match(self::UUID_V7, $id) !== 1) {
                throw new Refused('jti_malformed');
            }
        }
        if (!hash_equals(hash('sha256', $act['notice']['text']), $act['notice']['sha256'])) {
            throw new Refused('notice_digest_wrong');
        }
        $gives = in_array($act['event']['type'], ['ConsentGiven', 'RenewedConsentGiven'], true);
        $granted = in_array(true, array_column($act['purposes'], 'granted'), true);
        if (!$act['purposes'] || $granted !== $gives) {
            throw new Refused('purposes_inconsistent');
        }
        if ($gives && ($act['event']['supersedes'] ?? null) === $act['jti']) {
            throw new Refused('supersedes_itself');
        }
        $ticked = $gives && $act['event']['method'] === 'checkbox';
        if ($act['ui']['checked_by_default'] || ($ticked && !$act['ui']['trusted_event'])) {
            throw new Refused('not_a_choice');
        }
    }
}
