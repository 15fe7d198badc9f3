package sigv4_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/sigv4"
)

// benchAuthenticator knows the credentials of the tests.
var benchAuthenticator = &sigv4.Authenticator{Credentials: owners}

func benchAuthenticate(b *testing.B, r *getobject.Request, want error) {
	a := benchAuthenticator
	b.ReportAllocs()
	for b.Loop() {
		if _, err := a.Authenticate(b.Context(), r, nil); err != want {
			b.Fatalf("Authenticate: %v", err)
		}
	}
}

func BenchmarkAuthenticate(b *testing.B) {
	headers := func() *message {
		return newMessage().add("range", "bytes=0-9").add("x-amz-checksum-mode", "ENABLED").param("x-id", "GetObject")
	}
	b.Run("anonymous", func(b *testing.B) { benchAuthenticate(b, newMessage().request(b), nil) })
	b.Run("header", func(b *testing.B) { benchAuthenticate(b, headers().sign().request(b), nil) })
	b.Run("presigned", func(b *testing.B) { benchAuthenticate(b, headers().presign().request(b), nil) })
	b.Run("no key remembered", func(b *testing.B) {
		r := headers().sign().request(b)
		b.ReportAllocs()
		for b.Loop() {
			if _, err := (&sigv4.Authenticator{Credentials: owners}).Authenticate(b.Context(), r, nil); err != nil {
				b.Fatalf("Authenticate: %v", err)
			}
		}
	})
}

// mostAllocations is 8, and what is added by the race detector, for which a sync.Pool forgets.
const mostAllocations = 12

// TestAllocations holds how often a signature allocates whose key is remembered.
func TestAllocations(t *testing.T) {
	m := func() *message {
		return newMessage().add("range", "bytes=0-9").add("x-amz-checksum-mode", "ENABLED").param("x-id", "GetObject")
	}
	for name, r := range map[string]*getobject.Request{"header": m().sign().request(t), "presigned": m().presign().request(t)} {
		got := testing.AllocsPerRun(100, func() {
			if _, err := benchAuthenticator.Authenticate(t.Context(), r, nil); err != nil {
				t.Fatal(err)
			}
		})
		if got > mostAllocations {
			t.Errorf("%s: %v allocations, want %d at most", name, got, mostAllocations)
		}
	}
}

// BenchmarkBare is what the algorithm costs without reading a request: the five HMACs
// and the hash of a canonical request.
func BenchmarkBare(b *testing.B) {
	canonical := []byte(newMessage().param("x-id", "GetObject").canonical(emptyHash))
	toSign := "AWS4-HMAC-SHA256\n20260929T120000Z\n20260929/us-east-1/s3/aws4_request\n" + emptyHash
	b.ReportAllocs()
	for b.Loop() {
		sha256.Sum256(canonical)
		key := []byte("AWS4owner-secret")
		for _, text := range [...]string{"20260929", "us-east-1", "s3", "aws4_request", toSign} {
			h := hmac.New(sha256.New, key)
			h.Write([]byte(text))
			key = h.Sum(nil)
		}
	}
}
