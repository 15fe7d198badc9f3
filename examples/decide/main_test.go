package main

// The same request and the same facts always have the same answer.
func Example() {
	main()
	// Output:
	// GET /b/k
	//     Accept: */*
	//   200 window/whole ["RFC 9110 §15.3.1"]
	//     Last-Modified: Fri, 02 Jan 2026 03:04:05 GMT
	//     ETag: "v1"
	//     x-amz-version-id: null
	//     Accept-Ranges: bytes
	//     Content-Type: text/plain
	//     Content-Length: 10
	// GET /b/k
	//     Range: bytes=-4
	//   206 range/satisfied ["RFC 9110 §14.2" "RFC 9110 §15.3.7" "S3 GetObject: Range"]
	//     Last-Modified: Fri, 02 Jan 2026 03:04:05 GMT
	//     ETag: "v1"
	//     x-amz-version-id: null
	//     Accept-Ranges: bytes
	//     Content-Range: bytes 6-9/10
	//     Content-Type: text/plain
	//     Content-Length: 4
	// GET /b/k
	//     Range: bytes=0-1,4-5
	//   200 range/ignored ["RFC 9110 §14.2" "S3 GetObject: Range"]
	//     Last-Modified: Fri, 02 Jan 2026 03:04:05 GMT
	//     ETag: "v1"
	//     x-amz-version-id: null
	//     Accept-Ranges: bytes
	//     Content-Type: text/plain
	//     Content-Length: 10
	// GET /b/k
	//     If-None-Match: "v2", "v1"
	//     If-Modified-Since: Thu, 01 Jan 2026 00:00:00 GMT
	//   304 precondition/if-none-match ["RFC 9110 §13.1.2" "RFC 9110 §13.2.2" "S3 GetObject: If-None-Match"]
	//     Last-Modified: Fri, 02 Jan 2026 03:04:05 GMT
	//     ETag: "v1"
	// GET /b/k
	//     If-Match: "v2"
	//   412 precondition/if-match ["RFC 9110 §13.1.1" "RFC 9110 §13.2.2" "S3 GetObject: If-Match"]
	//     PreconditionFailed: At least one of the pre-conditions you specified did not hold
	// GET /b/k?partNumber=2
	//     Accept: */*
	//   416 part/beyond ["S3 GetObject: partNumber"]
	//     InvalidPartNumber: The requested partnumber is not satisfiable
}
