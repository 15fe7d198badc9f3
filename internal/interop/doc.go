// Package interop holds tests of clients that others wrote against the server of
// examples/serve, which runs as a process of its own, as it does for its users. It is a
// module apart, so that the clients are no dependency of anybody.
//
//	sdk        the vendor's SDK for Go reads objects in every way that it offers, and
//	           gets the error type of each way to fail
//	host       it does so under each kind of host name that it makes up
//	transfer   its transfer manager joins an object from parts and from ranges
//	presign    its presigned URLs work in a plain HTTP client
//	signer     what its signer signs is accepted, and refused after any change
//	altered    an altered request that one signature is good for is read alike; the flag
//	           -altered N makes a long run
//	vectors    all vectors of package vectors pass over the network
//	curl       the signatures of curl --aws-sigv4 are accepted, and its exit codes tell
//	           failures
//	embedding  what docs/EMBEDDING.md says of routers, proxies and recovering middleware
//	nginx      its configuration of nginx passes on what it says, and each line is needed
//	sdks       programs with boto3 and the SDK for JavaScript run as against Amazon S3
//	chromium   a page reads and plays across origins, as far as the CORS rules allow
//	playground the page of internal/playground decides as the library does, and works
//	minio      minio-go and the package minio of npm write to a fake and read it back
//	commands   so do the AWS CLI, s3cmd and rclone, and curl fetches what they presign
//	gibibyte   an object of 1 GiB comes back as it went, in pieces at once
//	reports    what users of other servers reported as broken holds
//
// README.md is tested here too, because its code is a client and a server in one.
//
// The fixture of all but the vectors and sdks is testdata/fixture.json.
package interop
