# frozen_string_literal: true

# One line of JSON in, one line out. `verify`: tokens in, verdicts out. `sign`: claims in, tokens out.
require_relative 'verify'

def verifier
  config = JSON.parse($stdin.readline)
  keys = config['jwks']['keys'].to_h { |jwk| [jwk['kid'], jwk] }
  expect = { audiences: config['audiences'], issuers: config['issuers'] }
  given = { receivers: config['receivers'], log: config['log'] }
  lambda do |line|
    kind = line.key?('act') ? 'act' : 'receipt'
    kind == 'act' ? Verify.act(line['act'], **expect) : Verify.receipt(line['receipt'], keys, line['for'], **given)
    'ok'
  rescue Refused => e
    "#{kind}_#{e.code}"
  end
end

def signer
  base64url = ->(bytes) { [bytes].pack('m0').tr('+/', '-_').delete('=') }
  ec = OpenSSL::PKey::EC.generate('prime256v1')
  point = ec.public_key.to_octet_string(:uncompressed)
  ed = RbNaCl::Signatures::Ed25519::SigningKey.generate
  keys = {
    'ES256' => [ec, { kty: 'EC', crv: 'P-256', x: base64url.(point[1, 32]), y: base64url.(point[33, 32]) }],
    'Ed25519' => [ed, { kty: 'OKP', crv: 'Ed25519', x: base64url.(ed.verify_key.to_bytes) }]
  }
  lambda do |line|
    private, jwk = keys[line['alg']]
    kid = "ruby-#{line['alg']}"
    header = { alg: line['alg'], typ: line['typ'] }
    line['typ'] == 'whatsapp-consent+jwt' ? header[:jwk] = jwk : header[:kid] = kid
    # Not JWT.encode: it would write the algorithm's name as ED25519.
    input = [JSON.generate(header), line['claims']].map(&base64url).join('.')
    token = "#{input}.#{base64url.(JWT::Signature.sign(line['alg'], input, private))}"
    JSON.generate(token: token, jwk: jwk.merge(kid: kid))
  end
end

answer = ARGV[0] == 'sign' ? signer : verifier
$stdin.each_line { |line| puts answer.(JSON.parse(line)) }
