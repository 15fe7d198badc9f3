package storetest

import (
	"bytes"
	"errors"

	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
)

// sealed puts content that a customer's key opens.
func (e *examiner) sealed(size int) (ref store.Ref, text []byte, key sse.CustomerKey, ok bool) {
	text, key = e.content(size), sse.NewCustomerKey(e.content(32))
	ref, ok = e.put(e.Bucket, Version{Content: text, CustomerKey: key})
	return ref, text, key, ok
}

func checkDecrypter(e *examiner) {
	for _, size := range sizes {
		ref, text, key, ok := e.sealed(size)
		if !ok {
			return
		}
		for _, w := range windows(int64(size)) {
			e.decrypts(ref, key, w, text)
		}
	}
}

// decrypts expects a window of text from an object that key opens.
func (e *examiner) decrypts(ref store.Ref, key sse.CustomerKey, w window, text []byte) {
	o := e.open(ref)
	if o == nil {
		return
	}
	defer e.close("Object", o)
	i := o.Info()
	e.expect(i.Size == int64(len(text)), "Size = %d of sealed content of %d bytes", i.Size, len(text))
	customer := i.Encryption.Customer
	e.expect(customer != nil && customer.Matches(key), "Info().Encryption.Customer does not match the key")
	r, err := store.OpenRange(e.ctx, o, key, w.off, w.n)
	if !e.expect(err == nil && r != nil, "OpenRangeWithKey(%d, %d) = %v, %v", w.off, w.n, r, err) {
		return
	}
	defer e.close("reader", r)
	got, err := readAll(r, 4<<10, w.n)
	want := text[w.off : w.off+w.n]
	e.expect(err == nil && bytes.Equal(got, want), "OpenRangeWithKey(%d, %d) reads %s, want %s", w.off, w.n, told(got, err), told(want, nil))
}

// checkWrongKey expects another key to be refused by the Customer, or by OpenRangeWithKey.
func checkWrongKey(e *examiner) {
	ref, text, _, ok := e.sealed(1000)
	if !ok {
		return
	}
	o := e.open(ref)
	if o == nil {
		return
	}
	defer e.close("Object", o)
	wrong := sse.NewCustomerKey(e.content(32))
	customer := o.Info().Encryption.Customer
	if customer != nil && !customer.Matches(wrong) {
		e.expect(true, "")
		return
	}
	r, err := store.OpenRange(e.ctx, o, wrong, 0, int64(len(text)))
	e.expect(errors.Is(err, sse.WrongKey), "a key that the Customer takes for right, and is not: OpenRangeWithKey = %v, want sse.WrongKey", err)
	if err == nil {
		e.close("reader", r)
	}
}
