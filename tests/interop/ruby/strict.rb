# frozen_string_literal: true

# Strict reading of base64url and signed JSON (docs/record.md, "The JSON of signed parts").
require 'json'
require 'strscan'

# Why a token is refused: a code of docs/record.md without its `act_` or `receipt_`.
class Refused < StandardError
  alias code message
end

module Strict
  MAX_DEPTH = 16
  MAX_INTEGER = 2**53 - 1
  INTEGER = /-?[1-9][0-9]*|0/
  STRING = /"(?:[^"\\\x00-\x1f]|\\(?:["\\\/bfnrt]|u[0-9a-fA-F]{4}))*"/
  HIGH = /[dD][89abAB][0-9a-fA-F]{2}/
  LOW = /[dD][c-fC-F][0-9a-fA-F]{2}/
  # Half a surrogate pair: what is left at an escape once every whole one has been consumed.
  HALF = /\A(?>(?:[^\\]|\\[^u]|\\u#{HIGH}\\u#{LOW}|\\u(?![dD][89a-fA-F])[0-9a-fA-F]{4})*)\\u/

  module_function

  # Decodes base64url as it must be written: no padding, no other alphabet, no stray bits at the end.
  def base64url(text)
    raise Refused, 'base64_invalid' if text.match?(/[^A-Za-z0-9_-]/) || text.length % 4 == 1

    bytes = text.tr('-_', '+/').unpack1('m')
    raise Refused, 'base64_invalid' unless [bytes].pack('m0').tr('+/', '-_').delete('=') == text

    bytes
  end

  # Reads signed JSON: no null, integers within 2^53 - 1, 16 levels, no half surrogate pair, no member twice.
  # Ruby's own JSON.parse takes comments and unknown escapes, and keeps the last of two members: not strict enough.
  def signed_json(bytes, invalid)
    text = bytes.dup.force_encoding(Encoding::UTF_8)
    raise Refused, invalid unless text.valid_encoding?

    Reader.new(text).read
  rescue Reader::Invalid
    raise Refused, invalid
  end

  # A reader of one JSON text.
  class Reader
    class Invalid < StandardError; end

    def initialize(text)
      @input = StringScanner.new(text)
      @twice = false
    end

    def read
      value = value(0)
      skip
      raise Invalid unless @input.eos?
      raise Refused, 'duplicate_member' if @twice

      value
    end

    private

    def value(depth)
      skip
      case @input.peek(1)
      when '{' then object(depth)
      when '[' then array(depth)
      when '"' then string
      else scalar
      end
    end

    def object(depth)
      members = {}
      items('}', depth) do
        skip
        name = string
        skip
        @input.skip(/:/) or raise Invalid
        item = value(depth + 1)
        @twice = true if members.key?(name)
        members[name] = item
      end
      members
    end

    def array(depth)
      list = []
      items(']', depth) { list << value(depth + 1) }
      list
    end

    def items(close, depth)
      raise Invalid if depth == MAX_DEPTH

      @input.getch
      skip
      return if @input.skip(/#{Regexp.escape(close)}/)

      loop do
        yield
        skip
        case @input.getch
        when close then return
        when ',' then next
        else raise Invalid
        end
      end
    end

    def string
      text = @input.scan(STRING) or raise Invalid
      return text[1..-2] unless text.include?('\\')
      raise Invalid if text.match?(HALF)

      JSON.parse("[#{text}]")[0]
    end

    def scalar
      return true if @input.skip(/true/)
      return false if @input.skip(/false/)

      digits = @input.scan(/-?[0-9][0-9eE.+-]*/) or raise Invalid
      raise Invalid unless digits.match?(/\A(?:#{INTEGER})\z/) && Integer(digits, 10).abs <= MAX_INTEGER

      Integer(digits, 10)
    end

    def skip
      @input.skip(/[ \t\r\n]+/)
    end
  end
end
