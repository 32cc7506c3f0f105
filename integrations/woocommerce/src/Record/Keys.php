<?php

declare(strict_types=1);

namespace OptInForWhatsApp\Record;

/** Public keys and signatures: ES256 by OpenSSL, Ed25519 by libsodium (or the library WordPress has in its place). */
final class Keys
{
    private const KINDS = ['ES256' => ['EC', 'P-256', ['x', 'y']], 'Ed25519' => ['OKP', 'Ed25519', ['x']]];
    private const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv', 'seed'];
    /** Ed25519 points of an order that divides 8: under them one signature fits many messages. */
    private const SMALL_ORDER = [
        'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIA',
        'AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIA',
        'JuiVj8KyJ7BFw_SJ8u-Y8NXfrAXTxjM5sTgCiG1T_AU', 'JuiVj8KyJ7BFw_SJ8u-Y8NXfrAXTxjM5sTgCiG1T_IU',
        'xxdqcD1N2E-6PAt2DRBnDyogU_osOczGTsf9d5KsA3o', 'xxdqcD1N2E-6PAt2DRBnDyogU_osOczGTsf9d5KsA_o',
        '7P_______________________________________38', '7P________________________________________8',
        '7f_______________________________________38', '7f________________________________________8',
        '7v_______________________________________38', '7v________________________________________8',
    ];
    /** The DER of a P-256 key up to its point. */
    private const P256 = '3059301306072a8648ce3d020106082a8648ce3d030107034200';

    /**
     * The keys of a JWK set, by `kid`; those of other kinds are passed over.
     *
     * @return array<array-key, array>
     * @throws \InvalidArgumentException when it is no set, shows a private key or names a `kid` twice
     */
    public static function ofSet(string $json): array
    {
        $set = json_decode($json, true);
        if (!is_array($set) || !is_array($set['keys'] ?? null)) {
            throw new \InvalidArgumentException('no key set');
        }
        $keys = [];
        foreach ($set['keys'] as $jwk) {
            if (!is_array($jwk)) {
                throw new \InvalidArgumentException('no key');
            }
            if (array_intersect(self::PRIVATE, array_keys($jwk))) {
                throw new \InvalidArgumentException('a private key');
            }
            $kid = $jwk['kid'] ?? null;
            if (self::algorithm($jwk) === null || !is_string($kid)) {
                continue;
            }
            if (isset($keys[$kid])) {
                throw new \InvalidArgumentException('a kid twice');
            }
            $keys[$kid] = $jwk;
        }
        return $keys;
    }

    public static function knows(string $alg): bool
    {
        return isset(self::KINDS[$alg]);
    }

    /** The algorithm a JWK is for, if it is one of ours. */
    public static function algorithm(array $jwk): ?string
    {
        foreach (self::KINDS as $alg => [$kty, $crv]) {
            if (($jwk['kty'] ?? null) === $kty && ($jwk['crv'] ?? null) === $crv) {
                return $alg;
            }
        }
        return null;
    }

    /**
     * The raw coordinates of a public JWK. What else it says is the signer's word, and is not read.
     *
     * @throws Refused
     */
    public static function coordinates(array $jwk, string $alg): string
    {
        if (array_intersect(self::PRIVATE, array_map('strval', array_keys($jwk)))) {
            throw new Refused('key_private');
        }
        if (self::algorithm($jwk) !== $alg || ($alg === 'Ed25519' && in_array($jwk['x'] ?? null, self::SMALL_ORDER, true))) {
            throw new Refused('key_invalid');
        }
        $bytes = '';
        foreach (self::KINDS[$alg][2] as $name) {
            try {
                $coordinate = is_string($jwk[$name] ?? null) ? Strict::base64url($jwk[$name]) : '';
            } catch (Refused $e) {
                $coordinate = '';
            }
            if (strlen($coordinate) !== 32) {
                throw new Refused('key_invalid');
            }
            $bytes .= $coordinate;
        }
        return $bytes;
    }

    /** Whether the key of these coordinates signed the message. A point off the curve signed nothing. */
    public static function signed(string $alg, string $coordinates, string $message, string $signature): bool
    {
        if (strlen($signature) !== 64) {
            return false;
        }
        if ($alg === 'Ed25519') {
            return sodium_crypto_sign_verify_detached($signature, $message, $coordinates);
        }
        $der = base64_encode(hex2bin(self::P256) . "\x04" . $coordinates);
        $key = openssl_pkey_get_public("-----BEGIN PUBLIC KEY-----\n" . chunk_split($der, 64, "\n") . "-----END PUBLIC KEY-----\n");
        $integers = self::integer(substr($signature, 0, 32)) . self::integer(substr($signature, 32));
        $sequence = "\x30" . chr(strlen($integers)) . $integers;
        return $key !== false && openssl_verify($message, $sequence, $key, OPENSSL_ALGO_SHA256) === 1;
    }

    /** DER: no zeroes in front, but one where the number would be negative without. */
    private static function integer(string $bytes): string
    {
        $bytes = ltrim($bytes, "\0");
        if ($bytes === '' || ord($bytes[0]) > 127) {
            $bytes = "\0" . $bytes;
        }
        return "\x02" . chr(strlen($bytes)) . $bytes;
    }
}
