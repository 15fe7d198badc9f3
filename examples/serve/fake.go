package main

import (
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/getobject/endpoints"
	"github.com/s3get/s3get/getobject/fixture"
	"github.com/s3get/s3get/getobject/s3express"
	"github.com/s3get/s3get/getobject/s3write"
	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// The credentials of the fake's owner (S3 SigV4: Examples). They protect nothing.
const (
	fakeAccessKey = "AKIAIOSFODNN7EXAMPLE"
	fakeSecretKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
)

// uploadTimeout is how long a request with its body may take, where bodies are taken.
const uploadTimeout = time.Hour

// newFake serves a store in memory that takes uploads. What is written is gone when the program
// ends, unless a file is named that keeps it.
func newFake(state string, log *slog.Logger) (*backend, error) {
	objects := memstore.New()
	objects.Checksum = checksum.CRC64NVME // as S3 adds to an upload without one
	if state != "" {
		dropped, err := objects.Keep(state)
		if err != nil {
			return nil, err
		}
		if dropped > 0 {
			log.Warn("a write that nobody was told of had not ended", "state", state, "bytes", dropped)
		}
	}
	f := &fixture.Fixture{Store: objects, HasPolicies: true, Principals: []fixture.Principal{{
		Name: "owner", Account: ownerAccount, ARN: ownerARN,
		AccessKey: fakeAccessKey, SecretKey: fakeSecretKey, Actions: fixture.Actions{"*"},
	}}}
	h := f.Handler()
	h.Server = "AmazonS3"
	sessions := new(s3express.Sessions)
	if verifier, ok := h.Authenticator.(*sigv4.Authenticator); ok {
		sessions.Others, verifier.Credentials, verifier.Version2 = verifier.Credentials, sessions, true
	}
	writes := &s3write.Handler{Read: h, Store: memstore.Writer{Store: objects}}
	h.Next = &s3express.Handler{Read: h, Sessions: sessions, Next: writes}
	banner := func(w io.Writer, ls *listeners) {
		writeEnvironment(w, reachable(ls.plain), keyPair{fakeAccessKey, fakeSecretKey})
	}
	return &backend{handler: &endpoints.Handler{Objects: h}, banner: banner, close: objects.Close}, nil
}

// writeEnvironment prints what points an SDK at a URL.
func writeEnvironment(w io.Writer, url string, p keyPair) {
	for _, line := range [...][2]string{
		{"AWS_ENDPOINT_URL", url}, {"AWS_ACCESS_KEY_ID", p.accessKey}, {"AWS_SECRET_ACCESS_KEY", p.secretKey},
	} {
		fmt.Fprintf(w, "export %s=%s\n", line[0], line[1])
	}
	fmt.Fprintf(w, "export AWS_REGION=%s AWS_DEFAULT_REGION=%[1]s\n", store.DefaultRegion)
	fmt.Fprintf(w, "# AWS CLI:     aws --endpoint-url %s s3 mb s3://books\n", url)
	fmt.Fprintf(w, "# boto3:       boto3.client(\"s3\", endpoint_url=%q).create_bucket(Bucket=\"books\")\n", url)
	fmt.Fprintln(w, `# aws-sdk-js:  new S3Client({forcePathStyle: true}).send(new CreateBucketCommand({Bucket: "books"}))`)
}
