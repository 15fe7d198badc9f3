package sse_test

import (
	"net/http"
	"testing"

	"github.com/s3get/s3get/sse"
)

func BenchmarkParseCustomer(b *testing.B) {
	for name, h := range map[string]http.Header{
		"absent": {"Range": {"bytes=0-1"}},
		"given":  header("AES256", goodKey, goodDigest),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := sse.ParseCustomer(h, true); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkCheck(b *testing.B) {
	k := sse.NewCustomerKey([]byte(secret))
	e := sse.Encryption{Customer: must(sse.NewFingerprint(k, nil))}
	b.ReportAllocs()
	for b.Loop() {
		if err := sse.Check(e, k); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFields(b *testing.B) {
	e := &sse.Encryption{Algorithm: sse.KMS, KMSKeyID: arn}
	b.ReportAllocs()
	for b.Loop() {
		for name := range e.Fields(sse.CustomerKey{}) {
			_ = name
		}
	}
}
