package s3fake_test

import (
	"crypto/tls"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject/getobjecttest"
	"github.com/s3get/s3get/getobject/s3fake"
	"github.com/s3get/s3get/getobject/vectors"
)

// TestSequences: a fresh Server answers every sequence as S3 does.
func TestSequences(t *testing.T) {
	files, err := vectors.Sequences()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			for _, s := range f.Sequences {
				if err := runSequence(t, f, s); err != nil {
					t.Errorf("%v", err)
				}
			}
		})
	}
}

// runSequence runs a sequence against a Server of its own, with TLS if its steps ask for that.
func runSequence(t *testing.T, f vectors.SequenceFile, s vectors.Sequence) error {
	t.Helper()
	server, err := s3fake.Start(&s3fake.Options{Fixture: f.Fixture, TLS: s.Steps[0].Request.TLS})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	target := getobjecttest.Target{TLS: &tls.Config{InsecureSkipVerify: true}}
	_, addr, _ := strings.Cut(server.URL, "://")
	target.Addr, target.TLSAddr = addr, addr
	return getobjecttest.RunSequence(t.Context(), target, f, s)
}
