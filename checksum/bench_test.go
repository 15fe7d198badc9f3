package checksum_test

import (
	"testing"

	"github.com/s3get/s3get/checksum"
)

func BenchmarkSum(b *testing.B) {
	data := make([]byte, 1<<20)
	for _, a := range algorithms {
		b.Run(a.String(), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				checksum.Sum(a, data)
			}
		})
	}
}

func BenchmarkReader(b *testing.B) {
	r := checksum.NewReader(zeros{}, checksum.Sum(checksum.CRC64NVME, nil))
	buf := make([]byte, 32<<10)
	b.SetBytes(int64(len(buf)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.Read(buf); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCombine(b *testing.B) {
	for _, a := range algorithms {
		if !a.Linear() {
			continue
		}
		parts := make([]checksum.Piece, 100)
		for i := range parts {
			parts[i] = checksum.Piece{Value: checksum.Sum(a, []byte{byte(i)}), Size: 8 << 20}
		}
		b.Run(a.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := checksum.Combine(parts); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkCompose(b *testing.B) {
	parts := make([]checksum.Value, 100)
	for i := range parts {
		parts[i] = checksum.Sum(checksum.SHA256, []byte{byte(i)})
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := checksum.Compose(parts); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	text := checksum.Sum(checksum.SHA256, nil).String()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := checksum.Parse(checksum.SHA256, checksum.FullObject, text); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOffer(b *testing.B) {
	v := checksum.Sum(checksum.CRC64NVME, nil)
	b.ReportAllocs()
	for b.Loop() {
		if got, ok := checksum.Offer(v, 0, checksum.ScopeCovering, checksum.Value{}); !ok || got.String() == "" {
			b.Fatal("nothing offered")
		}
	}
}
