// Package kept has what stores keep of a version in a form for encoding/json, which reads it back
// as it was, whatever bytes its texts have.
package kept

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
)

// ErrMatcher means that the customer's key of a version is recognized by something else than a
// fingerprint, which cannot be kept.
var ErrMatcher = errors.New("kept: the customer's key is recognized by no fingerprint")

// An Info is a [store.Info].
type Info struct {
	store.Info
	Checksum   Sum        `json:",omitzero"` // instead of that of Info
	Encryption Encryption `json:",omitzero"` // instead of that of Info
}

// A Sum is a [checksum.Value].
type Sum struct{ Algorithm, Type, Value string }

// An Encryption is a [sse.Encryption].
type Encryption struct {
	Algorithm sse.Algorithm   `json:",omitempty"` // as in the original, and the next three
	KMSKeyID  string          `json:",omitempty"` // the ARN
	BucketKey bool            `json:",omitempty"` // whether one saved calls
	KeyState  sse.KeyState    `json:",omitempty"` // of the key of KMSKeyID
	Customer  sse.Fingerprint `json:",omitzero"`  // of the key, which is not kept
}

// KeepInfo returns i as it is kept. The error is [ErrMatcher].
func KeepInfo(i *store.Info) (Info, error) {
	e := &i.Encryption
	k := Info{Info: *i, Checksum: KeepSum(i.Checksum), Encryption: Encryption{
		Algorithm: e.Algorithm, KMSKeyID: e.KMSKeyID, BucketKey: e.BucketKey, KeyState: e.KeyState,
	}}
	if e.UsesCustomerKey() {
		var ok bool
		if k.Encryption.Customer, ok = e.Customer.(sse.Fingerprint); !ok {
			return k, ErrMatcher
		}
	}
	k.Info.Encryption = sse.Encryption{}
	mapTexts(&k.Info, spell)
	return k, nil
}

// StoreInfo returns what is kept.
func (k *Info) StoreInfo() (store.Info, error) {
	i, e := k.Info, k.Encryption
	mapTexts(&i, unspell)
	i.Encryption = sse.Encryption{Algorithm: e.Algorithm, KMSKeyID: e.KMSKeyID, BucketKey: e.BucketKey, KeyState: e.KeyState}
	if !e.Customer.IsZero() {
		i.Encryption.Customer = e.Customer
	}
	var err error
	i.Checksum, err = k.Checksum.Checksum()
	return i, err
}

// mapTexts replaces the texts in i.
func mapTexts(i *store.Info, f func(string) string) {
	v := reflect.ValueOf(i).Elem()
	for n := range v.NumField() {
		if field := v.Field(n); field.Kind() == reflect.String {
			field.SetString(f(field.String()))
		}
	}
	i.Metadata = slices.Clone(i.Metadata)
	for n := range i.Metadata {
		i.Metadata[n].Value = f(i.Metadata[n].Value)
	}
}

// otherwise begins the spelling of a text that is not UTF-8, which JSON cannot have.
const otherwise = "\x00"

// spell returns s as JSON can have it.
func spell(s string) string {
	if utf8.ValidString(s) && !strings.HasPrefix(s, otherwise) {
		return s
	}
	spelled := []rune(otherwise)
	for i := range len(s) {
		spelled = append(spelled, rune(s[i]))
	}
	return string(spelled)
}

// unspell returns the text that spell spelled.
func unspell(s string) string {
	rest, ok := strings.CutPrefix(s, otherwise)
	if !ok {
		return s
	}
	var b []byte
	for _, r := range rest {
		b = append(b, byte(r))
	}
	return string(b)
}

// KeepSum returns v as it is kept.
func KeepSum(v checksum.Value) Sum {
	if v.IsZero() {
		return Sum{}
	}
	return Sum{v.Algorithm().String(), v.Type().String(), v.String()}
}

// Checksum returns what is kept.
func (k Sum) Checksum() (checksum.Value, error) {
	if k == (Sum{}) {
		return checksum.Value{}, nil
	}
	a, err := checksum.ParseAlgorithm(k.Algorithm)
	if err != nil {
		return checksum.Value{}, err
	}
	t, err := checksum.ParseType(k.Type)
	if err != nil {
		return checksum.Value{}, err
	}
	return checksum.Parse(a, t, k.Value)
}

// A Text is a text of any bytes.
type Text string

// MarshalText spells t as JSON can have it.
func (t Text) MarshalText() ([]byte, error) { return []byte(spell(string(t))), nil }

// UnmarshalText reads what MarshalText spelled.
func (t *Text) UnmarshalText(b []byte) error {
	*t = Text(unspell(string(b)))
	return nil
}
