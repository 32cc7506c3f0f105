# frozen_string_literal: true

# The shapes of docs/record.md: which claims there are, and of which type. Other members are let through.
module Claims
  TEXT = ->(v) { v.is_a?(String) }
  FLAG = ->(v) { [true, false].include?(v) }
  INTEGER = ->(v) { v.is_a?(Integer) }
  COUNT = ->(v) { v.is_a?(Integer) && v >= 0 }
  WITHDRAWAL = lambda do |v|
    v.is_a?(Hash) && v.size == 1 && (v['keyword'].is_a?(String) || v['url'].is_a?(String))
  end

  def self.one(*values)
    ->(v) { values.include?(v) }
  end

  def self.list(item)
    ->(v) { v.is_a?(Array) && v.all?(&item) }
  end

  def self.shape(required, optional = {})
    lambda do |v|
      v.is_a?(Hash) &&
        required.all? { |name, is| v.key?(name) && is.(v[name]) } &&
        optional.all? { |name, is| !v.key?(name) || is.(v[name]) }
    end
  end

  EVENT = shape(
    { 'type' => one('ConsentGiven', 'ConsentRefused', 'ConsentWithdrawn', 'RenewedConsentGiven'),
      'method' => one('checkbox', 'preference-centre', 'keyword', 'import') },
    { 'supersedes' => TEXT }
  )
  CONTROLLER = shape({ 'name' => TEXT, 'privacy_url' => TEXT }, { 'contact' => TEXT, 'whatsapp_number' => TEXT })
  PURPOSE = shape({ 'id' => TEXT, 'category' => one('utility', 'marketing', 'authentication'),
                    'text' => TEXT, 'granted' => FLAG })
  NOTICE = shape({ 'text' => TEXT, 'sha256' => TEXT, 'language' => TEXT }, { 'version' => TEXT })
  UI = shape(
    { 'checked_by_default' => FLAG, 'number_edited' => FLAG, 'trusted_event' => FLAG, 'input' => TEXT,
      'logo' => FLAG, 'widget' => TEXT, 'page' => TEXT },
    { 'wasm_sha256' => TEXT }
  )
  POLICY = shape({ 'editions' => list(TEXT), 'findings' => list(TEXT) })

  ACT = shape(
    { 'iss' => TEXT, 'iat' => INTEGER, 'jti' => TEXT, 'sub' => TEXT, 'schema' => COUNT, 'event' => EVENT,
      'controller' => CONTROLLER, 'purposes' => list(PURPOSE), 'notice' => NOTICE,
      'withdrawal' => list(WITHDRAWAL), 'ui' => UI },
    { 'aud' => TEXT, 'nonce' => TEXT, 'retention' => TEXT, 'valid_until' => INTEGER, 'jurisdiction' => TEXT,
      'recipients' => list(TEXT), 'policy' => POLICY }
  )

  LOG = shape({ 'origin' => TEXT, 'salt' => TEXT, 'size' => COUNT, 'index' => COUNT, 'root' => TEXT, 'path' => list(TEXT) })
  RECEIPT = shape(
    { 'iss' => TEXT, 'iat' => INTEGER, 'jti' => TEXT, 'record_sha256' => TEXT, 'seq' => COUNT,
      'assurance' => one('self-asserted', 'fresh', 'number-confirmed') },
    { 'log' => LOG, 'withdraw_url' => TEXT }
  )
end
