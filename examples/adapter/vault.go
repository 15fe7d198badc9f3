package main

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha512"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/version"
)

// errBusy means that the vault reads as many files as it can.
var errBusy = errors.New("vault: too many open files")

// A vault stands for the storage of another server, with ideas of its own.
type vault struct {
	buckets map[string]*store.Bucket
	files   map[string][]*file // by bucket and key, the newest last
	most    int64              // files that are open at once
	open    atomic.Int64
}

// A file is one revision of what is kept under a name.
type file struct {
	revision string // UUID, or "" in a bucket that keeps one
	body     []byte
	tag      string
	mime     string
	labels   []store.Metadata
	written  time.Time
	keyCheck []byte // nil for files that need no key
}

// keyCheck returns what the vault keeps of a customer's key.
func keyCheck(key []byte) []byte {
	mac := hmac.New(sha512.New, key)
	mac.Write([]byte("vault"))
	return mac.Sum(nil)
}

func (f *file) unlocks(key []byte) bool { return hmac.Equal(keyCheck(key), f.keyCheck) }

// find returns the newest revision of a name, or the one with an id, or nil.
func (v *vault) find(name, revision string) *file {
	revisions := v.files[name]
	for i := len(revisions) - 1; i >= 0; i-- {
		if revision == "" || revisions[i].revision == revision {
			return revisions[i]
		}
	}
	return nil
}

func (v *vault) acquire() error {
	if v.open.Add(1) > v.most {
		v.open.Add(-1)
		return errBusy
	}
	return nil
}

func (v *vault) release() { v.open.Add(-1) }

// demoVault has one bucket with two revisions of a file.
func demoVault() *vault {
	v := &vault{most: 1000, files: map[string][]*file{}, buckets: map[string]*store.Bucket{"b": {Name: "b", Versioning: version.StateEnabled}}}
	for i, text := range []string{"Hello.\n", "Hello again.\n"} {
		v.files["b/hello.txt"] = append(v.files["b/hello.txt"], &file{
			revision: fmt.Sprintf("018f3c2a-0000-7000-8000-%012d", i+1),
			body:     []byte(text),
			tag:      fmt.Sprintf("%x", md5.Sum([]byte(text))),
			mime:     "text/plain",
			written:  time.Date(2026, 1, 2, 3, 4, i, 0, time.UTC),
		})
	}
	return v
}
