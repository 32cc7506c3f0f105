module whatsapp-opt-in/interop

go 1.18

require github.com/golang-jwt/jwt/v4 v4.4.3

// The copy that Debian ships (golang-github-golang-jwt-jwt-dev): no module proxy is needed.
replace github.com/golang-jwt/jwt/v4 => /usr/share/gocode/src/github.com/golang-jwt/jwt
