package storetest

import (
	"errors"

	"github.com/s3get/s3get/store"
)

// resolve asks for an access point and expects a bucket, or none if bucket is "".
func (e *examiner) resolve(name, account, bucket string) {
	got, err := store.ResolveAccessPoint(e.ctx, e.Store, name, account)
	if bucket == "" {
		e.expect(got == "" && errors.Is(err, store.ErrNoAccessPoint), "AccessPoint(%.40q, %q) = %q, %v, want ErrNoAccessPoint", name, account, got, err)
		return
	}
	e.expect(got == bucket && err == nil, "AccessPoint(%q, %q) = %q, %v, want %q", name, account, got, err, bucket)
}

func checkAccessPoint(e *examiner) {
	if len(e.AccessPoints) == 0 {
		e.skip("access points: the Subject lists none")
	}
	for _, p := range e.AccessPoints {
		e.resolve(p.Name, p.Account, p.Bucket)
		if p.Alias != "" {
			e.resolve(p.Alias, "", p.Bucket)
		}
	}
}

func checkNoAccessPoint(e *examiner) {
	if _, ok := e.Store.(store.AccessPoints); !ok {
		e.skip("access points: the Store is no store.AccessPoints")
		return
	}
	const nobody = "000000000000"
	e.resolve(missing, nobody, "")
	e.resolve(missing, "", "")
	for _, p := range e.AccessPoints {
		e.resolve(p.Name, nobody, "")
		if p.Name != p.Alias {
			e.resolve(p.Name, "", "")
		}
	}
	for _, name := range oddNames() {
		e.guard(func() { e.resolve(name, nobody, "") })
	}
}
