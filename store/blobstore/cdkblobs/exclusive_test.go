package cdkblobs_test

import (
	"errors"
	"io/fs"
	"net/http"
	"testing"

	"github.com/s3get/s3get/getobject/s3fake"
	"github.com/s3get/s3get/store/blobstore/cdkblobs"
)

// An unconditional sends requests without their condition.
type unconditional struct{ http.RoundTripper }

func (u unconditional) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Del("If-None-Match")
	return u.RoundTripper.RoundTrip(r)
}

// TestCheckExclusive: storage that does not heed the condition is found.
func TestCheckExclusive(t *testing.T) {
	fake := s3fake.New(t, &s3fake.Options{Pipe: true, Buckets: []string{"files"}, Lenient: true})
	good := cdkblobs.New(openFake(t, fake))
	fake.Client().Transport = unconditional{fake.Client().Transport}
	bad := cdkblobs.New(openFake(t, fake))
	if err := bad.CheckExclusive(t.Context(), "format"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("CheckExclusive of nothing = %v, want fs.ErrNotExist", err)
	}
	if err := bad.Add(t.Context(), "format", []byte("text")); err != nil {
		t.Fatal(err)
	}
	if err := bad.CheckExclusive(t.Context(), "format"); !errors.Is(err, cdkblobs.ErrUnconditional) {
		t.Errorf("CheckExclusive = %v, want ErrUnconditional", err)
	}
	fake.Client().Transport = fake.Client().Transport.(unconditional).RoundTripper
	if err := good.CheckExclusive(t.Context(), "format"); err != nil {
		t.Errorf("CheckExclusive = %v", err)
	}
}

// TestLock: there are no exclusive locks, and the others lock nothing.
func TestLock(t *testing.T) {
	b := cdkblobs.New(openMemory(t))
	release, err := b.Lock(t.Context(), "00", false)
	if err != nil {
		t.Fatal(err)
	}
	release()
	if _, err := b.Lock(t.Context(), "00", true); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("an exclusive lock = %v, want errors.ErrUnsupported", err)
	}
}
