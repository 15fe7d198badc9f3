package sse_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/s3get/s3get/sse"
)

const arn = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"

func TestCheck(t *testing.T) {
	a, b := sse.NewCustomerKey([]byte("a")), sse.NewCustomerKey([]byte("ab"))
	sealed := sse.Encryption{Customer: must(sse.NewFingerprint(a, nil))}
	tests := []struct {
		name string
		e    sse.Encryption
		key  sse.CustomerKey
		want sse.Reason
	}{
		{"open, none", sse.Encryption{}, sse.CustomerKey{}, 0},
		{"managed, none", sse.Encryption{Algorithm: sse.AES256}, sse.CustomerKey{}, 0},
		{"open, key", sse.Encryption{}, a, sse.NotApplicable},
		{"managed, key", sse.Encryption{Algorithm: sse.AES256}, a, sse.NotApplicable},
		{"disabled, none", sse.Encryption{Algorithm: sse.KMS, KeyState: sse.KeyDisabled}, sse.CustomerKey{}, 0},
		{"sealed, none", sealed, sse.CustomerKey{}, sse.KeyRequired},
		{"sealed, key", sealed, a, 0},
		{"sealed, other key", sealed, b, sse.WrongKey},
	}
	for _, tt := range tests {
		if err := sse.Check(tt.e, tt.key); reason(err) != tt.want {
			t.Errorf("Check(%s) = %v, want %v", tt.name, err, tt.want)
		}
	}
}

func TestFields(t *testing.T) {
	k := sse.NewCustomerKey([]byte("0123456789abcdef0123456789abcdef"))
	sealed := must(sse.NewFingerprint(k, nil))
	type fields = [][2]string
	tests := []struct {
		name string
		e    sse.Encryption
		want fields
	}{
		{"none", sse.Encryption{}, nil},
		{"AES256", sse.Encryption{Algorithm: sse.AES256, KMSKeyID: arn, BucketKey: true}, fields{
			{"x-amz-server-side-encryption", "AES256"}}},
		{"KMS", sse.Encryption{Algorithm: sse.KMS, KMSKeyID: arn}, fields{
			{"x-amz-server-side-encryption", "aws:kms"},
			{"x-amz-server-side-encryption-aws-kms-key-id", arn}}},
		{"KMS, bucket key", sse.Encryption{Algorithm: sse.KMS, KMSKeyID: arn, BucketKey: true}, fields{
			{"x-amz-server-side-encryption", "aws:kms"},
			{"x-amz-server-side-encryption-aws-kms-key-id", arn},
			{"x-amz-server-side-encryption-bucket-key-enabled", "true"}}},
		{"KMS without id", sse.Encryption{Algorithm: sse.KMS, BucketKey: true}, fields{
			{"x-amz-server-side-encryption", "aws:kms"},
			{"x-amz-server-side-encryption-bucket-key-enabled", "true"}}},
		{"DSSE", sse.Encryption{Algorithm: sse.DSSE, KMSKeyID: arn}, fields{
			{"x-amz-server-side-encryption", "aws:kms:dsse"},
			{"x-amz-server-side-encryption-aws-kms-key-id", arn}}},
		{"FSx", sse.Encryption{Algorithm: sse.FSx}, fields{{"x-amz-server-side-encryption", "aws:fsx"}}},
		{"Backup", sse.Encryption{Algorithm: sse.Backup}, fields{{"x-amz-server-side-encryption", "aws:backup"}}},
		{"customer", sse.Encryption{Algorithm: sse.KMS, KMSKeyID: arn, Customer: sealed}, fields{
			{"x-amz-server-side-encryption-customer-algorithm", "AES256"},
			{"x-amz-server-side-encryption-customer-key-MD5", goodDigest}}},
	}
	for _, tt := range tests {
		var got fields
		for name, value := range tt.e.Fields(k) {
			got = append(got, [2]string{name, value})
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: Fields (-want +got):\n%s", tt.name, diff)
		}
	}
}

// TestFieldsStop checks that the iteration ends where its user ends it; it would panic
// if it went on.
func TestFieldsStop(t *testing.T) {
	k := sse.NewCustomerKey([]byte("k"))
	for _, e := range []sse.Encryption{
		{Algorithm: sse.KMS, KMSKeyID: arn, BucketKey: true},
		{Customer: must(sse.NewFingerprint(k, nil))},
	} {
		for limit := 1; limit <= 3; limit++ {
			n := 0
			for range e.Fields(k) {
				if n++; n == limit {
					break
				}
			}
			if n == 0 {
				t.Errorf("Fields of %v has none", e)
			}
		}
	}
}

func TestUses(t *testing.T) {
	sealed := must(sse.NewFingerprint(sse.NewCustomerKey([]byte("k")), nil))
	tests := []struct {
		e             sse.Encryption
		customer, kms bool
	}{
		{sse.Encryption{}, false, false},
		{sse.Encryption{Algorithm: sse.AES256}, false, false},
		{sse.Encryption{Algorithm: sse.KMS}, false, true},
		{sse.Encryption{Algorithm: sse.DSSE}, false, true},
		{sse.Encryption{Algorithm: sse.KMS, Customer: sealed}, true, false},
		{sse.Encryption{Algorithm: sse.KMS, Customer: &sealed}, true, false},
		// A zero Fingerprint is no matcher.
		{sse.Encryption{Algorithm: sse.KMS, Customer: sse.Fingerprint{}}, false, true},
		{sse.Encryption{Algorithm: sse.KMS, Customer: &sse.Fingerprint{}}, false, true},
		{sse.Encryption{Algorithm: sse.KMS, Customer: (*sse.Fingerprint)(nil)}, false, true},
		// Any other matcher is one, even if it has nothing to match.
		{sse.Encryption{Algorithm: sse.KMS, Customer: sse.MD5Matcher{}}, true, false},
		{sse.Encryption{Algorithm: sse.KMS, Customer: sse.MatcherFunc(nil)}, true, false},
	}
	for _, tt := range tests {
		if tt.e.UsesCustomerKey() != tt.customer || tt.e.UsesKMS() != tt.kms {
			t.Errorf("%q: UsesCustomerKey() = %v, UsesKMS() = %v; want %v, %v",
				tt.e.Algorithm, tt.e.UsesCustomerKey(), tt.e.UsesKMS(), tt.customer, tt.kms)
		}
	}
}

func TestParseAlgorithm(t *testing.T) {
	for _, want := range []sse.Algorithm{"", sse.AES256, sse.KMS, sse.DSSE, sse.FSx, sse.Backup} {
		if got, err := sse.ParseAlgorithm(string(want)); got != want || err != nil {
			t.Errorf("ParseAlgorithm(%q) = %q, %v; want %q, nil", want, got, err, want)
		}
	}
	for _, s := range []string{"aes256", "AES128", "aws:KMS", "aws:kms ", "none"} {
		if got, err := sse.ParseAlgorithm(s); got != "" || !errors.Is(err, sse.ErrAlgorithm) {
			t.Errorf("ParseAlgorithm(%q) = %q, %v; want %q, %v", s, got, err, "", sse.ErrAlgorithm)
		}
	}
}

func TestKeyState(t *testing.T) {
	for want, s := range map[sse.KeyState]string{
		sse.KeyEnabled: "Enabled", sse.KeyDisabled: "Disabled", sse.KeyPendingDeletion: "PendingDeletion",
	} {
		if got, err := sse.ParseKeyState(s); got != want || err != nil || got.String() != s {
			t.Errorf("ParseKeyState(%q) = %v, %v; want %v, nil", s, got, err, want)
		}
	}
	for _, s := range []string{"", "enabled", "unknown", "Pending Deletion"} {
		if got, err := sse.ParseKeyState(s); got != sse.KeyEnabled || !errors.Is(err, sse.ErrKeyState) {
			t.Errorf("ParseKeyState(%q) = %v, %v; want %v", s, got, err, sse.ErrKeyState)
		}
	}
	if got, want := sse.KeyState(9).String(), "KeyState(9)"; got != want {
		t.Errorf("KeyState(9).String() = %q, want %q", got, want)
	}
}

// TestCheckAndFields checks that what Check accepts is described by the key that it
// accepted, and by S3's own algorithm otherwise, never by both.
func TestCheckAndFields(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := sse.NewCustomerKey(rapid.SliceOfN(rapid.Byte(), 0, 4).Draw(t, "key"))
		e := sse.Encryption{
			Algorithm: rapid.SampledFrom([]sse.Algorithm{"", sse.AES256, sse.KMS}).Draw(t, "algorithm"),
			Customer:  must(sse.NewFingerprint(sse.NewCustomerKey(rapid.SliceOfN(rapid.Byte(), 0, 1).Draw(t, "object's key")), nil)),
		}
		if sse.Check(e, k) != nil {
			return
		}
		got := make(map[string]string)
		for name, value := range e.Fields(k) {
			got[name] = value
		}
		if _, both := got["x-amz-server-side-encryption"]; both && !k.IsZero() || got["x-amz-server-side-encryption-customer-key-MD5"] != k.MD5() {
			t.Errorf("Fields of %q with key %x = %v", e.Algorithm, k.Bytes(), got)
		}
	})
}

func TestFieldsAllocateNothing(t *testing.T) {
	e := &sse.Encryption{Algorithm: sse.KMS, KMSKeyID: arn, BucketKey: true}
	total := 0
	if n := testing.AllocsPerRun(100, func() {
		for name, value := range e.Fields(sse.CustomerKey{}) {
			total += len(name) + len(value)
		}
		if sse.Check(*e, sse.CustomerKey{}) != nil {
			total++
		}
	}); n != 0 {
		t.Errorf("Fields and Check allocate %v times, want 0", n)
	}
}
