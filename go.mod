module github.com/s3get/s3get

go 1.25.0

require (
	github.com/cespare/xxhash/v2 v2.3.0
	github.com/google/go-cmp v0.7.0
	github.com/klauspost/compress v1.20.4
	github.com/minio/crc64nvme v1.1.1
	github.com/minio/sio v0.4.1
	github.com/zeebo/xxh3 v1.1.0
	golang.org/x/sync v0.19.0
	pgregory.net/rapid v1.3.0
)

require (
	github.com/klauspost/cpuid/v2 v2.2.10 // indirect
	golang.org/x/crypto v0.23.0 // indirect
	golang.org/x/sys v0.30.0 // indirect
)
