package interop_test

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// A failure is a GetObject that the server refuses.
type failure struct {
	name   string
	as     credential // owner if empty
	option func(*s3.Options)
	tls    bool
	in     s3.GetObjectInput
	code   string // of the GetObject; that of the HeadObject is the status
	status int
}

// failures holds each way to fail that the SDK can bring about.
var failures = []failure{
	{
		name: "no such key",
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String("missing")},
		code: "NoSuchKey", status: 404,
	},
	{
		name: "missing key without the right to list",
		as:   reader,
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String("missing")},
		code: "AccessDenied", status: 403,
	},
	{
		name: "no such bucket",
		in:   s3.GetObjectInput{Bucket: aws.String("missing"), Key: aws.String("k")},
		code: "NoSuchBucket", status: 404,
	},
	{
		name: "no such version",
		in:   s3.GetObjectInput{Bucket: aws.String("versions"), Key: aws.String("gone"), VersionId: aws.String(secondID)},
		code: "NoSuchVersion", status: 404,
	},
	{
		name: "malformed version",
		in:   s3.GetObjectInput{Bucket: aws.String("versions"), Key: aws.String("doc"), VersionId: aws.String("garbage")},
		code: "InvalidArgument", status: 400,
	},
	{
		name: "delete marker is current",
		in:   s3.GetObjectInput{Bucket: aws.String("versions"), Key: aws.String("gone")},
		code: "NoSuchKey", status: 404,
	},
	{
		name: "delete marker is named",
		in:   s3.GetObjectInput{Bucket: aws.String("versions"), Key: aws.String("gone"), VersionId: aws.String(markerID)},
		code: "MethodNotAllowed", status: 405,
	},
	{
		name: "range behind the end",
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String("hello.txt"), Range: aws.String("bytes=12-")},
		code: "InvalidRange", status: 416,
	},
	{
		name: "part behind the last",
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String("composite"), PartNumber: aws.Int32(4)},
		code: "InvalidPartNumber", status: 416,
	},
	{
		name: "part number of no part",
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String("composite"), PartNumber: aws.Int32(10001)},
		code: "InvalidArgument", status: 400,
	},
	{
		name: "range and part",
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String("composite"), PartNumber: aws.Int32(1), Range: aws.String("bytes=0-1")},
		code: "InvalidRequest", status: 400,
	},
	{
		name: "If-None-Match",
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String("hello.txt"), IfNoneMatch: aws.String(helloETag)},
		code: "NotModified", status: 304,
	},
	{
		name: "If-Modified-Since",
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String("hello.txt"), IfModifiedSince: aws.Time(written)},
		code: "NotModified", status: 304,
	},
	{
		name: "If-Match",
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String("hello.txt"), IfMatch: aws.String(`"other"`)},
		code: "PreconditionFailed", status: 412,
	},
	{
		name: "If-Unmodified-Since",
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String("hello.txt"), IfUnmodifiedSince: aws.Time(written.Add(-time.Second))},
		code: "PreconditionFailed", status: 412,
	},
	{
		name: "customer's key missing",
		tls:  true,
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String("secret")},
		code: "InvalidRequest", status: 400,
	},
	{
		name: "customer's key wrong",
		tls:  true,
		in: s3.GetObjectInput{
			Bucket: aws.String("plain"), Key: aws.String("secret"),
			SSECustomerAlgorithm: aws.String("AES256"), SSECustomerKey: aws.String("ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA="),
		},
		code: "AccessDenied", status: 403,
	},
	{
		name: "customer's key for another object",
		tls:  true,
		in: s3.GetObjectInput{
			Bucket: aws.String("plain"), Key: aws.String("hello.txt"),
			SSECustomerAlgorithm: aws.String("AES256"), SSECustomerKey: aws.String(customer),
		},
		code: "InvalidRequest", status: 400,
	},
	{
		name: "KMS key disabled",
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String("kms-disabled")},
		code: "KMS.DisabledException", status: 400,
	},
	{
		name: "KMS key without the right to decrypt",
		as:   reader,
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String("kms")},
		code: "AccessDenied", status: 403,
	},
	{
		name: "permission",
		as:   nobody,
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String("hello.txt")},
		code: "AccessDenied", status: 403,
	},
	{
		name: "expected owner differs",
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String("hello.txt"), ExpectedBucketOwner: aws.String("444455556666")},
		code: "AccessDenied", status: 403,
	},
	{
		name: "expected owner is no account",
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String("hello.txt"), ExpectedBucketOwner: aws.String("me")},
		code: "InvalidBucketOwnerAWSAccountID", status: 400,
	},
	{
		name: "requester does not pay",
		as:   guest,
		in:   s3.GetObjectInput{Bucket: aws.String("paid"), Key: aws.String("k")},
		code: "AccessDenied", status: 403,
	},
	{
		name: "unknown access key",
		as:   credential{"AKIDUNKNOWN", "owner-secret"},
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String("hello.txt")},
		code: "InvalidAccessKeyId", status: 403,
	},
	{
		name: "wrong secret",
		as:   credential{owner[0], "wrong"},
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String("hello.txt")},
		code: "SignatureDoesNotMatch", status: 403,
	},
	{
		name: "session without its token",
		as:   credential{session[0], session[1]},
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String("hello.txt")},
		code: "InvalidAccessKeyId", status: 403,
	},
	{
		name: "token of no session",
		as:   credential{owner[0], owner[1], session[2]},
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String("hello.txt")},
		code: "InvalidToken", status: 400,
	},
	{
		name: "session that has ended",
		as:   lapsed,
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String("hello.txt")},
		code: "ExpiredToken", status: 400,
	},
	{
		name: "wrong region", option: inRegion("us-east-1"),
		in:   s3.GetObjectInput{Bucket: aws.String("abroad"), Key: aws.String("k")},
		code: "AuthorizationHeaderMalformed", status: 400,
	},
	{
		name: "overrides of an anonymous request", option: anonymously,
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String("hello.txt"), ResponseContentType: aws.String("a/b")},
		code: "InvalidRequest", status: 400,
	},
}

// anonymously makes a client sign nothing.
func anonymously(o *s3.Options) { o.Credentials = aws.AnonymousCredentials{} }

// TestFailure compares the code and the status of each failure. A HEAD has the same
// status; the SDK makes its code from it.
func TestFailure(t *testing.T) {
	s := start(t, fixture)
	for _, f := range failures {
		t.Run(f.name, func(t *testing.T) {
			client := f.client(t, s)
			_, err := client.GetObject(t.Context(), &f.in)
			checkFailure(t, "GetObject", err, f.code, f.status)
			_, err = client.HeadObject(t.Context(), headInput(&f.in))
			checkFailure(t, "HeadObject", err, codeOf(f.status), f.status)
		})
	}
}

func (f *failure) client(t *testing.T, s *server) *s3.Client {
	var options []func(*s3.Options)
	if f.option != nil {
		options = append(options, f.option)
	}
	if f.tls {
		options = append(options, s.overTLS)
	}
	if f.as == (credential{}) {
		f.as = owner
	}
	return s.client(t, f.as, options...)
}

// codeOf returns the code that the SDK makes of a status.
func codeOf(status int) string {
	var code []byte
	for _, c := range []byte(http.StatusText(status)) {
		if c != ' ' {
			code = append(code, c)
		}
	}
	return string(code)
}

// checkFailure compares what the SDK tells of a failure.
func checkFailure(t *testing.T, operation string, err error, code string, status int) {
	t.Helper()
	var api smithy.APIError
	if !errors.As(err, &api) || api.ErrorCode() != code {
		t.Errorf("%s: error %v, want an API error with code %s", operation, err, code)
	}
	var response *smithyhttp.ResponseError
	if !errors.As(err, &response) || response.HTTPStatusCode() != status {
		t.Errorf("%s: error %v, want a response error with status %d", operation, err, status)
	}
	var id interface{ ServiceRequestID() string }
	if !errors.As(err, &id) || id.ServiceRequestID() == "" {
		t.Errorf("%s: error %v has no request id", operation, err)
	}
}

// TestNoSuchKeyType checks the type that the SDK has for a missing key, and the one that
// it has for a missing anything of a HEAD.
func TestNoSuchKeyType(t *testing.T) {
	client := start(t, fixture).client(t, owner)
	_, err := client.GetObject(t.Context(), &s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String("missing")})
	if noKey := (*types.NoSuchKey)(nil); !errors.As(err, &noKey) {
		t.Errorf("GetObject: error %v, want a NoSuchKey", err)
	}
	_, err = client.HeadObject(t.Context(), &s3.HeadObjectInput{Bucket: aws.String("plain"), Key: aws.String("missing")})
	if notFound := (*types.NotFound)(nil); !errors.As(err, &notFound) {
		t.Errorf("HeadObject: error %v, want a NotFound", err)
	}
}

// TestInvalidObjectStateType checks the fields that the SDK reads from the refusal of an
// archived object, which a HEAD describes.
func TestInvalidObjectStateType(t *testing.T) {
	client := start(t, fixture).client(t, owner)
	for _, tt := range []struct {
		key   string
		class types.StorageClass
		tier  types.IntelligentTieringAccessTier
	}{
		{"frozen", types.StorageClassGlacier, ""},
		{"thawing", types.StorageClassDeepArchive, ""},
		{"tier", types.StorageClassIntelligentTiering, types.IntelligentTieringAccessTierDeepArchiveAccess},
	} {
		_, err := client.GetObject(t.Context(), &s3.GetObjectInput{Bucket: aws.String("plain"), Key: &tt.key})
		state := new(types.InvalidObjectState)
		if !errors.As(err, &state) || state.StorageClass != tt.class || state.AccessTier != tt.tier {
			t.Errorf("GetObject(%s): error %v with class %q and tier %q, want an InvalidObjectState with %q and %q",
				tt.key, err, state.StorageClass, state.AccessTier, tt.class, tt.tier)
		}
		head, err := client.HeadObject(t.Context(), &s3.HeadObjectInput{Bucket: aws.String("plain"), Key: &tt.key})
		if err != nil {
			t.Fatal(err)
		}
		if head.StorageClass != tt.class || string(head.ArchiveStatus) != string(tt.tier) {
			t.Errorf("HeadObject(%s): class %q and archive status %q, want %q and %q",
				tt.key, head.StorageClass, head.ArchiveStatus, tt.class, tt.tier)
		}
	}
}

// TestDeleteMarkerHeaders checks that the refusal of a delete marker tells what it is.
func TestDeleteMarkerHeaders(t *testing.T) {
	client := start(t, fixture).client(t, owner)
	for _, id := range []*string{nil, aws.String(markerID)} {
		in := &s3.GetObjectInput{Bucket: aws.String("versions"), Key: aws.String("gone"), VersionId: id}
		_, err := client.GetObject(t.Context(), in)
		var response *smithyhttp.ResponseError
		if !errors.As(err, &response) {
			t.Fatalf("GetObject: error %v, want a response error", err)
		}
		h := response.Response.Header
		if h.Get("X-Amz-Delete-Marker") != "true" || h.Get("X-Amz-Version-Id") != markerID {
			t.Errorf("GetObject(versionId %q): header %v, want a delete marker %s", aws.ToString(id), h, markerID)
		}
	}
}

// TestRegion checks that a client in the bucket's region reads it.
func TestRegion(t *testing.T) {
	client := start(t, fixture).client(t, owner, inRegion("eu-central-1"))
	got, err := client.GetObject(t.Context(), &s3.GetObjectInput{Bucket: aws.String("abroad"), Key: aws.String("k")})
	if err != nil {
		t.Fatal(err)
	}
	got.Body.Close()
}
