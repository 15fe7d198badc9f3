package storetest

import (
	"context"
	"errors"
	"strings"

	"github.com/s3get/s3get/store"
)

// missing is the name of a bucket and of a key that no store has.
const missing = "storetest-no-such-bucket"

// isAbsence reports whether err says that something is not there.
func isAbsence(err error) bool {
	return errors.Is(err, store.ErrNoBucket) || errors.Is(err, store.ErrNoKey) || errors.Is(err, store.ErrNoVersion)
}

// oddNames returns names that no bucket and no key has.
func oddNames() []string {
	return []string{
		"", ".", "..", "/", "//", "../../etc/passwd", "a/../b", "./a", "a/", "/a", "a//b", `..\..\a`, "C:\\a", "nul",
		"\x00", "a\x00b", "\xff\xfe", "a\xc0\xafb", "\n", "\u202e", "%00", "*", "?",
		strings.Repeat("k", 1024), strings.Repeat("k", 1025), strings.Repeat("k", 100_000), strings.Repeat("d/", 5000),
	}
}

func checkBucket(e *examiner) {
	for _, name := range []string{e.Bucket, e.Versioned} {
		if name == "" {
			e.skip("a bucket with versioning: the Subject has none")
			continue
		}
		b, err := e.Store.Bucket(e.ctx, name)
		if e.expect(b != nil && err == nil, "Bucket(%q), which is there, = %v, %v", name, b, err) {
			e.expect(b.Name == name, "Bucket(%q) is named %q", name, b.Name)
		}
	}
}

func checkNoBucket(e *examiner) {
	b, err := e.Store.Bucket(e.ctx, missing)
	e.expect(errors.Is(err, store.ErrNoBucket), "Bucket(%q) = %v, %v, want ErrNoBucket", missing, b, err)
}

func checkBucketCanceled(e *examiner) {
	ctx, cancel := context.WithCancel(e.ctx)
	cancel()
	b, err := e.Store.Bucket(ctx, e.Bucket)
	e.expect(err != nil && !isAbsence(err), "Bucket with a canceled context = %v, %v, want another error", b, err)
}

func checkBucketNames(e *examiner) {
	for _, name := range oddNames() {
		e.guard(func() {
			b, err := e.Store.Bucket(e.ctx, name)
			e.expect(err != nil, "Bucket(%.40q) = %v, want an error", name, b)
		})
	}
}
