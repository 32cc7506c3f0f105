<?php

declare(strict_types=1);

// One line of JSON in, one line out. `verify`: tokens in, verdicts out. `sign`: claims in, tokens out.
// The verifier is the WooCommerce plugin's own.

use OptInForWhatsApp\Record\{Keys, Refused, Strict, Verifier};

foreach (['Refused', 'JsonObject', 'Strict', 'Claims', 'Keys', 'Verifier'] as $class) {
    require __DIR__ . "/../../../integrations/woocommerce/src/Record/$class.php";
}

function verifier(): callable
{
    $config = json_decode(fgets(STDIN), true, 512, JSON_THROW_ON_ERROR);
    $keys = Keys::ofSet(json_encode($config['jwks']));
    return static function (array $line) use ($config, $keys): string {
        try {
            if (isset($line['act'])) {
                Verifier::act($line['act'], $config['audiences'] ?? null, $config['issuers'] ?? null);
            } else {
                $act = [$line['for']['jti'] ?? null, $line['for']['sha256'] ?? null];
                Verifier::receipt($line['receipt'], $keys, ...$act, ...[$config['receivers'] ?? null, $config['log'] ?? null]);
            }
            return 'ok';
        } catch (Refused $e) {
            return $e->getMessage();
        }
    };
}

function signer(): callable
{
    $ec = openssl_pkey_new(['private_key_type' => OPENSSL_KEYTYPE_EC, 'curve_name' => 'prime256v1']);
    $point = openssl_pkey_get_details($ec)['ec'];
    $ed = sodium_crypto_sign_keypair();
    $pad = static fn (string $bytes): string => str_pad($bytes, 32, "\0", STR_PAD_LEFT);
    $jwks = [
        'ES256' => ['kty' => 'EC', 'crv' => 'P-256', 'x' => Strict::encode($pad($point['x'])), 'y' => Strict::encode($pad($point['y']))],
        'Ed25519' => ['kty' => 'OKP', 'crv' => 'Ed25519', 'x' => Strict::encode(sodium_crypto_sign_publickey($ed))],
    ];
    $sign = [
        'ES256' => static function (string $input) use ($ec, $pad): string {
            openssl_sign($input, $der, $ec, OPENSSL_ALGO_SHA256);
            $r = substr($der, 4, ord($der[3]));
            $s = substr($der, 6 + strlen($r));
            return $pad(ltrim($r, "\0")) . $pad(ltrim($s, "\0"));
        },
        'Ed25519' => static fn (string $input): string =>
            sodium_crypto_sign_detached($input, sodium_crypto_sign_secretkey($ed)),
    ];
    return static function (array $line) use ($jwks, $sign): string {
        $alg = $line['alg'];
        $kid = "php-$alg";
        $key = $line['typ'] === 'whatsapp-consent+jwt' ? ['jwk' => $jwks[$alg]] : ['kid' => $kid];
        $header = json_encode(['alg' => $alg, 'typ' => $line['typ']] + $key);
        $input = Strict::encode($header) . '.' . Strict::encode($line['claims']);
        $token = $input . '.' . Strict::encode($sign[$alg]($input));
        return json_encode(['token' => $token, 'jwk' => $jwks[$alg] + ['kid' => $kid]]);
    };
}

$answer = $argv[1] === 'sign' ? signer() : verifier();
while (($line = fgets(STDIN)) !== false) {
    echo $answer(json_decode($line, true, 512, JSON_THROW_ON_ERROR)), "\n";
}
