package blobstore_test

import (
	"context"
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/fixture"
	"github.com/s3get/s3get/getobject/getobjecttest"
	"github.com/s3get/s3get/getobject/iam"
	"github.com/s3get/s3get/getobject/s3express"
	"github.com/s3get/s3get/getobject/s3write"
	"github.com/s3get/s3get/getobject/vectors"
	"github.com/s3get/s3get/store/blobstore"
)

// A judge allows what a fixture grants, and what policies that are stored say.
type judge struct {
	getobject.Authorizer
	policies iam.Authorizer
}

func (j judge) Authorize(ctx context.Context, a getobject.Access) (getobject.Verdict, error) {
	v, err := j.policies.Authorize(ctx, a)
	if err == nil && v == getobject.Deny {
		return j.Authorizer.Authorize(ctx, a)
	}
	return v, err
}

// server serves a store with the principals of a fixture.
func server(f *fixture.Fixture, s *blobstore.Store) http.Handler {
	h := f.Endpoints()
	f.HasPolicies = false
	h.Objects.Store, h.Objects.Authorizer, h.Objects.Server = s, judge{f.Authorizer(), iam.Authorizer{Source: iam.Stored{Store: s}}}, "AmazonS3"
	h.Objects.Next.(*s3express.Handler).Next = &s3write.Handler{Read: h.Objects, Store: s}
	return h
}

// TestSequences: a Store takes what is written to it as S3 does.
func TestSequences(t *testing.T) {
	files, err := vectors.Sequences()
	if err != nil {
		t.Fatal(err)
	}
	ran := 0
	for _, file := range files {
		t.Run(file.Name, func(t *testing.T) {
			for _, seq := range file.Sequences {
				ran++
				f, err := fixture.Load(file.Fixture)
				if err != nil {
					t.Fatal(err)
				}
				s := open(t, newMemory(), blobstore.Options{})
				copyStore(t, f.Store, s)
				h := server(f, s)
				plain, secure := httptest.NewServer(h), httptest.NewTLSServer(h)
				target := getobjecttest.Target{Addr: plain.Listener.Addr().String(), TLSAddr: secure.Listener.Addr().String(), TLS: &tls.Config{InsecureSkipVerify: true}}
				if err := getobjecttest.RunSequence(t.Context(), target, file, seq); err != nil {
					t.Error(err)
				}
				plain.Close()
				secure.Close()
			}
		})
	}
	if ran < 500 {
		t.Errorf("%d sequences were run, want 500", ran)
	}
}
