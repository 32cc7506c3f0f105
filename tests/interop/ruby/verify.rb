# frozen_string_literal: true

# Verifies acts and receipts with ruby-jwt, by the steps of docs/record.md.
require 'digest'
require 'jwt'
require 'openssl'
require 'rbnacl'
require_relative 'claims'
require_relative 'strict'

module Verify
  ALGORITHMS = { 'ES256' => %w[EC P-256 x y], 'Ed25519' => %w[OKP Ed25519 x] }.freeze
  PRIVATE = %w[d p q dp dq qi oth k priv seed].freeze
  # Ed25519 points of an order that divides 8: under them one signature fits many messages.
  SMALL_ORDER = %w[
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIA
    AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIA
    JuiVj8KyJ7BFw_SJ8u-Y8NXfrAXTxjM5sTgCiG1T_AU JuiVj8KyJ7BFw_SJ8u-Y8NXfrAXTxjM5sTgCiG1T_IU
    xxdqcD1N2E-6PAt2DRBnDyogU_osOczGTsf9d5KsA3o xxdqcD1N2E-6PAt2DRBnDyogU_osOczGTsf9d5KsA_o
    7P_______________________________________38 7P________________________________________8
    7f_______________________________________38 7f________________________________________8
    7v_______________________________________38 7v________________________________________8
  ].freeze
  UUID_V7 = /\A[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\z/.freeze
  # The library's own rules for claims are off: a record is judged by its own.
  SIGNATURE_ONLY = { verify_expiration: false, verify_not_before: false, verify_iat: false, verify_jti: false,
                     verify_iss: false, verify_aud: false, verify_sub: false }.freeze

  module_function

  # The claims of an act. Raises Refused.
  def act(token, audiences: nil, issuers: nil)
    header, payload = take_apart(token, 'whatsapp-consent+jwt', 'jwk')
    check_signature(token, header['alg'], public_key(header['jwk'], header['alg']))
    act = Strict.signed_json(payload, 'claims_invalid')
    version = act.is_a?(Hash) ? act['schema'] : nil
    raise Refused, 'claims_invalid' unless version.is_a?(Integer) && version >= 0
    raise Refused, 'schema_unknown' unless version == 1
    raise Refused, 'claims_invalid' unless Claims::ACT.(act)

    check_claims(act, audiences, issuers)
    act
  end

  # The claims of a receipt under the pinned keys (kid to JWK); `act` has jti and sha256 of the act it is for, `receivers`
  # are their URLs, `log` is its name.
  def receipt(token, keys, act = nil, receivers: nil, log: nil)
    header, payload = take_apart(token, 'whatsapp-consent-receipt+jwt', 'kid')
    raise Refused, 'header_invalid' unless header['kid'].is_a?(String)

    jwk = keys[header['kid']] or raise Refused, 'key_unknown'
    raise Refused, 'algorithm_forbidden' unless jwk.values_at('kty', 'crv') == ALGORITHMS[header['alg']].first(2)

    check_signature(token, header['alg'], public_key(jwk, header['alg']))
    receipt = Strict.signed_json(payload, 'claims_invalid')
    raise Refused, 'claims_invalid' unless Claims::RECEIPT.(receipt)
    if act && act.values_at('jti', 'sha256') != receipt.values_at('jti', 'record_sha256')
      raise Refused, 'for_other_act'
    end
    raise Refused, 'issuer_wrong' if receivers && !receivers.include?(receipt['iss'])
    raise Refused, 'log_wrong' if log && receipt.key?('log') && receipt['log']['origin'] != log

    receipt
  end

  # Steps 1 and 2: size, three parts, base64url, a header of exactly alg, typ and `member`.
  def take_apart(token, typ, member)
    raise Refused, 'too_large' if token.bytesize > 16_384

    parts = token.split('.', -1)
    raise Refused, 'not_compact' if parts.length != 3 || parts.include?('')

    header = Strict.signed_json(Strict.base64url(parts[0]), 'header_invalid')
    raise Refused, 'header_invalid' unless header.is_a?(Hash) && header['typ'].is_a?(String)
    raise Refused, 'type_wrong' if header['typ'] != typ
    raise Refused, 'header_invalid' unless header['alg'].is_a?(String)
    raise Refused, 'algorithm_forbidden' unless ALGORITHMS.key?(header['alg'])
    raise Refused, 'header_member_forbidden' unless (header.keys - ['alg', 'typ', member]).empty?
    raise Refused, 'header_invalid' unless header.key?(member)

    Strict.base64url(parts[2])
    [header, Strict.base64url(parts[1])]
  end

  # The library's key, from the public members alone: what else a JWK says is the signer's word, and is not read.
  def public_key(jwk, alg)
    raise Refused, 'key_invalid' unless jwk.is_a?(Hash)
    raise Refused, 'key_private' unless (PRIVATE & jwk.keys).empty?

    kty, crv, *names = ALGORITHMS[alg]
    raise Refused, 'key_invalid' unless jwk.values_at('kty', 'crv') == [kty, crv]

    raise Refused, 'key_invalid' if kty == 'OKP' && SMALL_ORDER.include?(jwk['x'])

    coordinates = names.map { |name| coordinate(jwk[name]) }
    alg == 'ES256' ? p256(*coordinates) : RbNaCl::Signatures::Ed25519::VerifyKey.new(coordinates[0])
  end

  def coordinate(text)
    bytes = text.is_a?(String) ? Strict.base64url(text) : ''
    raise Refused, 'key_invalid' unless bytes.bytesize == 32

    bytes
  rescue Refused
    raise Refused, 'key_invalid'
  end

  # OpenSSL 3 builds keys from DER only; it refuses a point that is not on the curve.
  def p256(x, y)
    algorithm = OpenSSL::ASN1::Sequence([OpenSSL::ASN1::ObjectId('id-ecPublicKey'),
                                         OpenSSL::ASN1::ObjectId('prime256v1')])
    point = OpenSSL::ASN1::BitString("\x04".b + x + y)
    OpenSSL::PKey.read(OpenSSL::ASN1::Sequence([algorithm, point]).to_der)
  rescue OpenSSL::PKey::PKeyError
    raise Refused, 'signature_invalid'
  end

  def check_signature(token, alg, key)
    JWT.decode(token, key, true, SIGNATURE_ONLY.merge(algorithms: [alg]))
  rescue JWT::VerificationError, OpenSSL::PKey::PKeyError, RbNaCl::LengthError
    raise Refused, 'signature_invalid'
  rescue JWT::DecodeError, JSON::JSONError, EncodingError
    raise Refused, 'claims_invalid' # the signature was good: the library could not read what it signed
  end

  def check_claims(act, audiences, issuers)
    raise Refused, 'audience_wrong' if audiences && act.key?('aud') && !audiences.include?(act['aud'])
    raise Refused, 'issuer_wrong' if issuers && !issuers.include?(act['iss'])
    raise Refused, 'number_malformed' unless act['sub'].match?(/\Atel:\+[1-9][0-9]{1,14}\z/)

    ids = [act['jti'], act['event'].fetch('supersedes', act['jti'])]
    raise Refused, 'jti_malformed' unless ids.all? { |id| id.match?(UUID_V7) }

    notice = act['notice']
    raise Refused, 'notice_digest_wrong' if notice['sha256'] != Digest::SHA256.hexdigest(notice['text'])

    gives = %w[ConsentGiven RenewedConsentGiven].include?(act['event']['type'])
    granted = act['purposes'].any? { |purpose| purpose['granted'] }
    raise Refused, 'purposes_inconsistent' if act['purposes'].empty? || granted != gives

    raise Refused, 'supersedes_itself' if gives && act['event']['supersedes'] == act['jti']

    ticked = gives && act['event']['method'] == 'checkbox'
    ui = act['ui']
    raise Refused, 'not_a_choice' if ui['checked_by_default'] || (ticked && !ui['trusted_event'])
  end
end
