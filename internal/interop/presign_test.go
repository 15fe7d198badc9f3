package interop_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

// TestPresign sends presigned URLs with a plain HTTP client, which adds nothing but the
// headers that are part of the signature.
func TestPresign(t *testing.T) {
	s := start(t, fixture)
	for _, tt := range []struct {
		name   string
		as     credential
		in     s3.GetObjectInput
		change func(*http.Request)
		status int
		want   string // the body, or what it contains
	}{
		{name: "as signed", as: owner, status: 200, want: hello},
		{name: "session", as: session, status: 200, want: hello},
		{name: "signed range", as: owner, in: s3.GetObjectInput{Range: aws.String("bytes=0-4")}, status: 206, want: "hello"},
		{name: "unsigned range", as: owner, change: setHeader("Range", "bytes=-5"), status: 206, want: "world"},
		{name: "override", as: owner, in: s3.GetObjectInput{ResponseContentType: aws.String("text/css")}, status: 200, want: hello},
		{name: "other key", as: owner, change: replaceURL("hello.txt", "frozen"), status: 403, want: "<Code>SignatureDoesNotMatch</Code>"},
		{name: "other method", as: owner, change: func(r *http.Request) { r.Method = http.MethodHead }, status: 403},
		{name: "longer life", as: owner, change: replaceURL("Expires=900", "Expires=901"), status: 403, want: "<Code>SignatureDoesNotMatch</Code>"},
		{name: "unsigned header", as: owner, change: setHeader("X-Amz-Request-Payer", "requester"), status: 403, want: "<Code>AccessDenied</Code>"},
		{name: "wrong secret", as: credential{owner[0], "wrong"}, status: 403, want: "<Code>SignatureDoesNotMatch</Code>"},
		{name: "ended session", as: lapsed, status: 400, want: "<Code>ExpiredToken</Code>"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.in.Bucket, tt.in.Key = aws.String("plain"), aws.String("hello.txt")
			r := presigned(t, s, tt.as, &tt.in)
			if tt.change != nil {
				tt.change(r)
			}
			status, body := send(t, r)
			exact := status < 300 && body == tt.want || status >= 300 && strings.Contains(body, tt.want)
			if status != tt.status || !exact {
				t.Errorf("status %d and body %q, want %d and %q", status, body, tt.status, tt.want)
			}
		})
	}
}

// presigned returns the request that in is presigned to.
func presigned(t *testing.T, s *server, c credential, in *s3.GetObjectInput) *http.Request {
	t.Helper()
	p, err := s3.NewPresignClient(s.client(t, c)).PresignGetObject(t.Context(), in, s3.WithPresignExpires(15*time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), p.Method, p.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header = p.SignedHeader.Clone()
	return r
}

// send sends r and returns the status and the body of the answer.
func send(t *testing.T, r *http.Request) (int, string) {
	t.Helper()
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true, DisableCompression: true}}
	resp, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

// setHeader adds a header that is not signed.
func setHeader(name, value string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

// replaceURL changes the signed URL.
func replaceURL(old, replacement string) func(*http.Request) {
	return func(r *http.Request) {
		r.URL.Path = strings.Replace(r.URL.Path, old, replacement, 1)
		r.URL.RawQuery = strings.Replace(r.URL.RawQuery, old, replacement, 1)
	}
}

// TestPresignHoisted sends presigned URLs whose arguments the SDK moved from the header to
// the query. What the SDK leaves in the header is not checked here.
func TestPresignHoisted(t *testing.T) {
	s := start(t, fixture)
	for _, tt := range []struct {
		name   string
		in     s3.GetObjectInput
		change func(*http.Request)
		status int
		want   string // in the body
	}{
		{name: "payer", in: s3.GetObjectInput{RequestPayer: types.RequestPayerRequester}, status: 200},
		{name: "no payer", status: 403, want: "<Code>AccessDenied</Code>"},
		{name: "payer added", change: func(r *http.Request) { r.URL.RawQuery += "&X-Amz-Request-Payer=requester" }, status: 403,
			want: "<Code>SignatureDoesNotMatch</Code>"},
		{name: "owner", in: s3.GetObjectInput{RequestPayer: types.RequestPayerRequester, ExpectedBucketOwner: aws.String("111122223333")}, status: 200},
		{name: "other owner", in: s3.GetObjectInput{RequestPayer: types.RequestPayerRequester, ExpectedBucketOwner: aws.String("444455556666")},
			status: 403, want: "<Code>AccessDenied</Code>"},
		{name: "malformed owner", in: s3.GetObjectInput{RequestPayer: types.RequestPayerRequester, ExpectedBucketOwner: aws.String("me")},
			status: 400, want: "<Code>InvalidBucketOwnerAWSAccountID</Code>"},
		{name: "checksum mode", in: s3.GetObjectInput{RequestPayer: types.RequestPayerRequester, ChecksumMode: types.ChecksumModeEnabled}, status: 200},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.in.Bucket, tt.in.Key = aws.String("paid"), aws.String("k")
			r := presigned(t, s, guest, &tt.in)
			if len(r.Header) > 1 {
				t.Errorf("the SDK signs %v and hoists nothing", r.Header)
			}
			if tt.change != nil {
				tt.change(r)
			}
			if status, body := send(t, r); status != tt.status || !strings.Contains(body, tt.want) {
				t.Errorf("GET %s: status %d and body %q, want %d and %q", r.URL, status, body, tt.status, tt.want)
			}
		})
	}
}
