package blobstore

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/s3get/s3get/sse"
)

// A KeyProvider seals the keys of contents, such as a key management service. Each content has a
// key of its own, which is kept only as a KeyProvider sealed it, and contents under a customer's
// key under that. Its methods may be called concurrently, and Open for each read.
type KeyProvider interface {
	// Seal encrypts a key of 32 bytes, and names what opens it again.
	Seal(ctx context.Context, key []byte) (id string, sealedKey []byte, err error)

	// Open decrypts what Seal encrypted. An error means that the content cannot be read.
	Open(ctx context.Context, id string, sealedKey []byte) (key []byte, err error)
}

// ErrKey means that a key does not open what was sealed.
var ErrKey = errors.New("blobstore: the key does not open this")

// keyLength is the length of each key in bytes.
const keyLength = 32

// NewLocalKey returns a KeyProvider that seals with AES-256-GCM under one key of 32 bytes. The
// error is for another length.
func NewLocalKey(key []byte) (KeyProvider, error) {
	if len(key) != keyLength {
		return nil, fmt.Errorf("blobstore: a local key has %d bytes, not %d", keyLength, len(key))
	}
	sum := sha256.Sum256(key)
	return &localKey{"local-" + hex.EncodeToString(sum[:4]), gcm(key)}, nil
}

// A localKey seals with one key.
type localKey struct {
	id   string
	aead cipher.AEAD
}

// Format hides the key from package fmt.
func (k *localKey) Format(s fmt.State, _ rune) { fmt.Fprint(s, k.id) }

func (k *localKey) Seal(_ context.Context, key []byte) (string, []byte, error) {
	return k.id, sealUnder(k.aead, key), nil
}

func (k *localKey) Open(_ context.Context, id string, sealedKey []byte) ([]byte, error) {
	if id != k.id {
		return nil, fmt.Errorf("%w: it was sealed by %q, and the key at hand is %q", ErrKey, id, k.id)
	}
	return openUnder(k.aead, sealedKey)
}

// keyLine begins the file that has the local key of a store, which follows in hexadecimal, and then
// the beginning of its digest, so that nothing is sealed under a key that is damaged.
const keyLine = "s3get key 1 "

// storedKey returns the local key that a backend has, which is made if there is none. One that is
// gone is not made again: what is written under another could not be read with the old one.
func storedKey(ctx context.Context, b Backend) (KeyProvider, error) {
	text, err := b.Read(ctx, keyFile, 1<<10)
	if errors.Is(err, fs.ErrNotExist) {
		for name, err := range b.List(ctx, bucketsRoot, "") {
			if err == nil {
				err = fmt.Errorf("%w: there is %s, and no %s: put it back, or name the KeyProvider of this store", ErrKey, name, keyFile)
			}
			return nil, err
		}
		key := newKey()
		made := keyLine + hex.EncodeToString(key) + " " + keyCheck(key) + "\n"
		if err := b.Add(ctx, keyFile, []byte(made)); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
		text, err = b.Read(ctx, keyFile, 1<<10)
	}
	if err != nil {
		return nil, err
	}
	digits, ok := strings.CutPrefix(string(text), keyLine)
	digits, check, _ := strings.Cut(strings.TrimSuffix(digits, "\n"), " ")
	key, err := hex.DecodeString(digits)
	if !ok || err != nil || check != keyCheck(key) {
		return nil, fmt.Errorf("%w: %s is no key file", ErrDamaged, keyFile)
	}
	return NewLocalKey(key)
}

// keyCheck returns what stands behind a key in its file.
func keyCheck(key []byte) string {
	sum := sha256.Sum256(append([]byte("s3get key check "), key...))
	return hex.EncodeToString(sum[:8])
}

// newKey returns a random key.
func newKey() []byte {
	key := make([]byte, keyLength)
	rand.Read(key)
	return key
}

// A sealed is a key that is kept.
type sealed struct {
	By   sealer `json:",omitempty"`
	ID   string `json:",omitempty"` // of the provider's key
	Data []byte `json:",omitempty"`
}

// A sealer is what a key is sealed by.
type sealer string

const (
	byProvider sealer = "provider"
	byCustomer sealer = "customer" // the customer's key
	byBox      sealer = "box"      // the public key of a multipart upload
)

// gcm returns AES-256-GCM with a key that has the right length.
func gcm(key []byte) cipher.AEAD {
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err)
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic(err)
	}
	return aead
}

func sealUnder(aead cipher.AEAD, secret []byte) []byte { return aead.Seal(nil, nil, secret, nil) }

func openUnder(aead cipher.AEAD, sealedKey []byte) ([]byte, error) {
	opened, err := aead.Open(nil, nil, sealedKey, nil)
	if err != nil || len(opened) != keyLength {
		return nil, ErrKey
	}
	return opened, nil
}

// derive returns a key made of a secret that may have any length.
func derive(secret, salt []byte, purpose string) ([]byte, error) {
	return hkdf.Key(sha256.New, secret, salt, "s3get blobstore "+purpose, keyLength)
}

const saltLength = 16

// sealFor seals a key by a customer's key, if there is one, or by the provider.
func (s *Store) sealFor(ctx context.Context, customer sse.CustomerKey, key []byte) (sealed, error) {
	if customer.IsZero() {
		id, data, err := s.keys.Seal(ctx, key)
		return sealed{byProvider, id, data}, err
	}
	salt := make([]byte, saltLength)
	rand.Read(salt)
	under, err := derive(customer.Bytes(), salt, "customer key")
	if err != nil {
		return sealed{}, err
	}
	return sealed{By: byCustomer, Data: append(salt, sealUnder(gcm(under), key)...)}, nil
}

// unseal returns a key that was sealed, or nil where there is none. box is the private key of an
// upload.
func (s *Store) unseal(ctx context.Context, k sealed, customer sse.CustomerKey, box []byte) ([]byte, error) {
	switch k.By {
	case "":
		return nil, nil
	case byProvider:
		key, err := s.keys.Open(ctx, k.ID, k.Data)
		if err == nil && len(key) != keyLength {
			err = ErrKey
		}
		return key, err
	case byCustomer:
		if len(k.Data) < saltLength || customer.IsZero() {
			return nil, fmt.Errorf("%w: %w", sse.WrongKey, ErrKey)
		}
		under, err := derive(customer.Bytes(), k.Data[:saltLength], "customer key")
		if err != nil {
			return nil, err
		}
		key, err := openUnder(gcm(under), k.Data[saltLength:])
		if err != nil {
			err = fmt.Errorf("%w: %w", sse.WrongKey, err)
		}
		return key, err
	case byBox:
		return openBox(box, k.Data)
	}
	return nil, fmt.Errorf("%w: a key is sealed by %q", ErrDamaged, k.By)
}

// newBox returns the private and the public key of an upload. Keys of parts are sealed to the
// public key, so that parts can be put without the customer's key.
func newBox() (private, public []byte, err error) {
	k, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	return k.Bytes(), k.PublicKey().Bytes(), nil
}

// boxLength is the length of a key that is sealed to a box: a public key of X25519, and the nonce,
// the key and the tag of AES-256-GCM.
const boxLength = 32 + 12 + keyLength + 16

// sealBox seals a key to the public key of a box.
func sealBox(public, key []byte) (sealed, error) {
	to, err := ecdh.X25519().NewPublicKey(public)
	if err != nil {
		return sealed{}, err
	}
	from, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		return sealed{}, err
	}
	shared, err := from.ECDH(to)
	if err != nil {
		return sealed{}, err
	}
	own := from.PublicKey().Bytes()
	under, err := derive(shared, append(own, public...), "part")
	return sealed{By: byBox, Data: append(own, sealUnder(gcm(under), key)...)}, err
}

// openBox opens what sealBox sealed.
func openBox(private, data []byte) ([]byte, error) {
	k, err := ecdh.X25519().NewPrivateKey(private)
	if err != nil || len(data) != boxLength {
		return nil, ErrKey
	}
	from, err := ecdh.X25519().NewPublicKey(data[:32])
	if err != nil {
		return nil, ErrKey
	}
	shared, err := k.ECDH(from)
	if err != nil {
		return nil, ErrKey
	}
	under, err := derive(shared, append(data[:32:32], k.PublicKey().Bytes()...), "part")
	if err != nil {
		return nil, err
	}
	return openUnder(gcm(under), data[32:])
}
