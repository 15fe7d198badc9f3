package interop_test

import (
	"io"
	"reflect"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go/middleware"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

const (
	hello     = "hello, world"
	helloETag = `"e4d7f1b4ed2e42d15898f4b27b019da4"`
	firstID   = "First.11111111111111111111111111"
	secondID  = "Second.2222222222222222222222222"
	markerID  = "Marker.3333333333333333333333333"
	kmsKey    = "arn:aws:kms:us-east-1:111122223333:key/1234abcd"
	customer  = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
	oddKey    = "Grüße//100% & more/(a+b)=c?d#e;f,g.txt"
)

// written is when the objects of the fixture were last modified.
var written = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// A read is a GetObject that succeeds.
type read struct {
	name string
	as   credential // owner if empty
	tls  bool
	in   s3.GetObjectInput
	want s3.GetObjectOutput // but for what every object has; see complete
	body string
}

// reads holds one read for each thing that the SDK can ask for.
var reads = []read{
	{
		name: "whole",
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String("hello.txt")},
		want: s3.GetObjectOutput{
			ContentType:             aws.String("text/plain"),
			CacheControl:            aws.String("max-age=60"),
			ContentDisposition:      aws.String(`attachment; filename="hello.txt"`),
			ContentEncoding:         aws.String("identity"),
			ContentLanguage:         aws.String("en"),
			ExpiresString:           aws.String("Fri, 02 Jan 2026 04:04:05 GMT"),
			Metadata:                map[string]string{"color": "blue", "empty": "", "city": "=?UTF-8?Q?Z=C3=BCrich?="},
			TagCount:                aws.Int32(2),
			WebsiteRedirectLocation: aws.String("/other.txt"),
		},
		body: hello,
	},
	{
		name: "key with odd characters",
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String(oddKey)},
		body: hello,
	},
	{
		name: "with a session token",
		as:   session,
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String(oddKey)},
		body: hello,
	},
	{
		name: "over TLS",
		tls:  true,
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String(oddKey)},
		body: hello,
	},
	{
		name: "empty object",
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String("empty")},
		want: s3.GetObjectOutput{ETag: aws.String(`"d41d8cd98f00b204e9800998ecf8427e"`)},
	},
	{
		name: "range",
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String(oddKey), Range: aws.String("bytes=7-8")},
		want: s3.GetObjectOutput{ContentRange: aws.String("bytes 7-8/12")},
		body: "wo",
	},
	{
		name: "suffix range",
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String(oddKey), Range: aws.String("bytes=-5")},
		want: s3.GetObjectOutput{ContentRange: aws.String("bytes 7-11/12")},
		body: "world",
	},
	{
		name: "part of an object without parts",
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String(oddKey), PartNumber: aws.Int32(1)},
		want: s3.GetObjectOutput{ContentRange: aws.String("bytes 0-11/12")},
		body: hello,
	},
	{
		name: "current version",
		in:   s3.GetObjectInput{Bucket: aws.String("versions"), Key: aws.String("doc")},
		want: secondVersion,
		body: "second",
	},
	{
		name: "named version",
		in:   s3.GetObjectInput{Bucket: aws.String("versions"), Key: aws.String("doc"), VersionId: aws.String(firstID)},
		want: s3.GetObjectOutput{VersionId: aws.String(firstID), ETag: aws.String(`"8b04d5e3775d298e78455efc5ca404d5"`)},
		body: "first",
	},
	{
		name: "null version",
		in:   s3.GetObjectInput{Bucket: aws.String("versions"), Key: aws.String("doc"), VersionId: aws.String("null")},
		want: s3.GetObjectOutput{
			VersionId:    aws.String("null"),
			ETag:         aws.String(`"11a7c44a0389ac883b65b9753e62d6d8"`),
			LastModified: aws.Time(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)),
		},
		body: "zeroth",
	},
	{
		name: "version behind a delete marker",
		in:   s3.GetObjectInput{Bucket: aws.String("versions"), Key: aws.String("gone"), VersionId: aws.String(firstID)},
		want: s3.GetObjectOutput{VersionId: aws.String(firstID), ETag: aws.String(`"8b04d5e3775d298e78455efc5ca404d5"`)},
		body: "first",
	},
	{
		name: "conditions that hold",
		in: s3.GetObjectInput{
			Bucket: aws.String("plain"), Key: aws.String(oddKey),
			IfMatch: aws.String(helloETag), IfNoneMatch: aws.String(`"other"`),
			IfUnmodifiedSince: aws.Time(written), IfModifiedSince: aws.Time(written.Add(-time.Second)),
		},
		body: hello,
	},
	{
		name: "overrides",
		in: s3.GetObjectInput{
			Bucket: aws.String("plain"), Key: aws.String(oddKey),
			ResponseCacheControl:       aws.String("no-store"),
			ResponseContentDisposition: aws.String(`attachment; filename="a b.txt"`),
			ResponseContentEncoding:    aws.String("x-none"),
			ResponseContentLanguage:    aws.String("de, en"),
			ResponseContentType:        aws.String("text/plain; charset=utf-8"),
			ResponseExpires:            aws.Time(written),
		},
		want: s3.GetObjectOutput{
			CacheControl:       aws.String("no-store"),
			ContentDisposition: aws.String(`attachment; filename="a b.txt"`),
			ContentEncoding:    aws.String("x-none"),
			ContentLanguage:    aws.String("de, en"),
			ContentType:        aws.String("text/plain; charset=utf-8"),
			ExpiresString:      aws.String("Fri, 02 Jan 2026 03:04:05 GMT"),
		},
		body: hello,
	},
	{
		name: "customer's key",
		tls:  true,
		in: s3.GetObjectInput{
			Bucket: aws.String("plain"), Key: aws.String("secret"), Range: aws.String("bytes=0-4"),
			SSECustomerAlgorithm: aws.String("AES256"), SSECustomerKey: aws.String(customer),
		},
		want: s3.GetObjectOutput{
			SSECustomerAlgorithm: aws.String("AES256"),
			SSECustomerKeyMD5:    aws.String("hRasmdxgYDKV3nvbahU1MA=="),
			ContentRange:         aws.String("bytes 0-4/12"),
		},
		body: "hello",
	},
	{
		name: "KMS",
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String("kms")},
		want: s3.GetObjectOutput{
			ServerSideEncryption: types.ServerSideEncryptionAwsKms,
			SSEKMSKeyId:          aws.String(kmsKey),
			BucketKeyEnabled:     aws.Bool(true),
		},
		body: hello,
	},
	{
		name: "restored from the archive",
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String("thawed")},
		want: s3.GetObjectOutput{
			StorageClass: types.StorageClassGlacier,
			Restore:      aws.String(`ongoing-request="false", expiry-date="Thu, 03 Jan 2126 00:00:00 GMT"`),
		},
		body: hello,
	},
	{
		name: "requester pays",
		as:   guest,
		in:   s3.GetObjectInput{Bucket: aws.String("paid"), Key: aws.String("k"), RequestPayer: types.RequestPayerRequester},
		want: s3.GetObjectOutput{RequestCharged: types.RequestChargedRequester},
		body: hello,
	},
	{
		name: "requester is the owner",
		in:   s3.GetObjectInput{Bucket: aws.String("paid"), Key: aws.String("k"), RequestPayer: types.RequestPayerRequester},
		body: hello,
	},
	{
		name: "expected owner",
		in:   s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String(oddKey), ExpectedBucketOwner: aws.String("111122223333")},
		body: hello,
	},
}

// secondVersion is the current version of doc.
var secondVersion = s3.GetObjectOutput{
	VersionId:                 aws.String(secondID),
	LastModified:              aws.Time(time.Date(2026, 1, 3, 0, 0, 0, 0, time.UTC)),
	ETag:                      aws.String(`"a9f0e61a137d86aa9db53465e0801612"`),
	ObjectLockMode:            types.ObjectLockModeGovernance,
	ObjectLockRetainUntilDate: aws.Time(time.Date(2126, 1, 1, 0, 0, 0, 0, time.UTC)),
	ObjectLockLegalHoldStatus: types.ObjectLockLegalHoldStatusOn,
	ReplicationStatus:         types.ReplicationStatusCompleted,
}

// TestRead reads objects and compares all that the SDK tells of them, so that a field
// too many is found as well as one that is missing. A HEAD must tell the same.
func TestRead(t *testing.T) {
	s := start(t, fixture)
	for _, r := range reads {
		t.Run(r.name, func(t *testing.T) {
			if r.as == (credential{}) {
				r.as = owner
			}
			client := s.client(t, r.as)
			if r.tls {
				client = s.client(t, r.as, s.overTLS)
			}
			got, err := client.GetObject(t.Context(), &r.in)
			if err != nil {
				t.Fatal(err)
			}
			defer got.Body.Close()
			r.complete()
			compareOutput(t, "GetObject", got, &r.want)
			if body, err := io.ReadAll(got.Body); err != nil || string(body) != r.body {
				t.Errorf("GetObject: body = %q, %v, want %q", body, err, r.body)
			}
			head, err := client.HeadObject(t.Context(), headInput(&r.in))
			if err != nil {
				t.Fatal(err)
			}
			compareOutput(t, "HeadObject", head, headOutput(&r.want))
		})
	}
}

// complete adds to what is wanted what every object has.
func (r *read) complete() {
	w := &r.want
	w.AcceptRanges = aws.String("bytes")
	w.ContentLength = aws.Int64(int64(len(r.body)))
	orDefault(&w.ContentType, "binary/octet-stream")
	orDefault(&w.ETag, helloETag)
	orDefault(&w.LastModified, written)
	if w.Metadata == nil {
		w.Metadata = map[string]string{}
	}
}

// orDefault makes *p point to a default unless it points to something.
func orDefault[T any](p **T, value T) {
	if *p == nil {
		*p = &value
	}
}

// compareOutput compares outputs of an operation but for their bodies, and for Expires,
// which the SDK has given up for ExpiresString.
func compareOutput(t *testing.T, operation string, got, want any) {
	t.Helper()
	ignored := cmp.FilterPath(func(p cmp.Path) bool {
		last := p.Last()
		return last.String() == ".Body" || last.String() == ".Expires" ||
			last.Type() == reflect.TypeFor[middleware.Metadata]()
	}, cmp.Ignore())
	unexported := cmpopts.IgnoreUnexported(s3.GetObjectOutput{}, s3.HeadObjectOutput{})
	if diff := cmp.Diff(want, got, ignored, unexported, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s: output (-want +got):\n%s", operation, diff)
	}
}

// headInput returns the HeadObject that asks what a GetObject asks.
func headInput(in *s3.GetObjectInput) *s3.HeadObjectInput {
	out := new(s3.HeadObjectInput)
	copyFields(out, in)
	return out
}

// headOutput returns what a HeadObject tells of what a GetObject tells.
func headOutput(in *s3.GetObjectOutput) *s3.HeadObjectOutput {
	out := new(s3.HeadObjectOutput)
	copyFields(out, in)
	return out
}

// copyFields copies the fields of the struct *src that *dst has too.
func copyFields(dst, src any) {
	to, from := reflect.ValueOf(dst).Elem(), reflect.ValueOf(src).Elem()
	for _, f := range reflect.VisibleFields(from.Type()) {
		target := to.FieldByName(f.Name)
		if f.IsExported() && target.IsValid() && target.Type() == f.Type {
			target.Set(from.FieldByIndex(f.Index))
		}
	}
}
