package people

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// Passwords are hashed with argon2id: 19 MiB, two passes, one lane, the least that OWASP's password storage cheat
// sheet recommends. The stored form names its parameters ($argon2id$v=19$m=19456,t=2,p=1$SALT$HASH), so that others
// can be chosen later.
const (
	argonMemory = 19 * 1024 // KiB
	argonTime   = 2
	argonLanes  = 1
	argonKey    = 32
	argonSalt   = 16
)

// Bounds on passwords: long enough that the limits on attempts make guessing hopeless, short enough to hash.
const (
	minPassword = 12 // characters
	maxPassword = 256
)

// A person may type the same letter as one rune or as two.
func normalise(s string) string { return norm.NFC.String(s) }

// hash returns the stored form of a password, or an error that says what is wrong with the password.
func (p *People) hash(ctx context.Context, password string) (string, error) {
	password = normalise(password)
	switch n := utf8.RuneCountInString(password); {
	case !utf8.ValidString(password):
		return "", errors.New("the password is not text")
	case n < minPassword:
		return "", fmt.Errorf("the password has %d characters: want at least %d", n, minPassword)
	case n > maxPassword:
		return "", fmt.Errorf("the password has %d characters: want at most %d", n, maxPassword)
	}
	if err := p.acquire(ctx); err != nil {
		return "", err
	}
	defer p.release()
	salt := make([]byte, argonSalt)
	rand.Read(salt) // never fails
	key := argon2.IDKey([]byte(password), salt, argonTime, argonMemory, argonLanes, argonKey)
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonTime, argonLanes, b64.EncodeToString(salt), b64.EncodeToString(key)), nil
}

// nobody is what the password of a name that no user has is compared with, so that it takes as long.
var nobody = fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonTime, argonLanes,
	base64.RawStdEncoding.EncodeToString(make([]byte, argonSalt)), base64.RawStdEncoding.EncodeToString(make([]byte, argonKey)))

// matches reports whether the password is the one that was hashed. The caller holds a place among those hashing.
func matches(stored, password string) bool {
	var version int
	var memory, passes uint32
	var lanes uint8
	var rest string
	if _, err := fmt.Sscanf(stored, "$argon2id$v=%d$m=%d,t=%d,p=%d$%s", &version, &memory, &passes, &lanes, &rest); err != nil || version != argon2.Version {
		return false
	}
	salt, key, ok := cutBase64(rest)
	if !ok || len(key) == 0 || passes == 0 || lanes == 0 || memory > 1<<20 || len(password) > 4*maxPassword {
		return false
	}
	got := argon2.IDKey([]byte(normalise(password)), salt, passes, memory, lanes, uint32(len(key)))
	return subtle.ConstantTimeCompare(got, key) == 1
}

// cutBase64 reads SALT$HASH.
func cutBase64(s string) (salt, key []byte, ok bool) {
	for i := range s {
		if s[i] == '$' {
			salt, err1 := base64.RawStdEncoding.DecodeString(s[:i])
			key, err2 := base64.RawStdEncoding.DecodeString(s[i+1:])
			return salt, key, err1 == nil && err2 == nil
		}
	}
	return nil, nil, false
}

// patience is how long an attempt waits for a place among those hashing.
const patience = 5 * time.Second

func (p *People) acquire(ctx context.Context) error {
	t := time.NewTimer(patience)
	defer t.Stop()
	select {
	case p.hashing <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return ErrBusy
	}
}

func (p *People) release() { <-p.hashing }
