package interop_test

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go"

	"github.com/s3get/s3get/getobject/address"
	fixtures "github.com/s3get/s3get/getobject/fixture"
	"github.com/s3get/s3get/getobject/objectlambda"
	"github.com/s3get/s3get/getobject/s3fake"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

const (
	endpointAccount = "111122223333"
	directoryBucket = "books--use1-az4--x-s3"
)

// kinds are the kinds of buckets and endpoints, by the name that an SDK is given for the bucket.
var kinds = []struct {
	name, region, bucket string
	options              func(*s3.Options)
	function             bool // what is read is in upper case, and ranges are refused
}{
	{"virtual-hosted", "us-east-1", "books", nil, false},
	{"bucket with dots", "us-east-1", "my.books", nil, false},
	{"path", "us-east-1", "books", func(o *s3.Options) { o.UsePathStyle = true }, false},
	{"another region", "eu-west-1", "books-eu", nil, false},
	{"China", "cn-north-1", "books-cn", nil, false},
	{"GovCloud", "us-gov-west-1", "books-gov", nil, false},
	{"dual-stack", "eu-west-1", "books-eu", func(o *s3.Options) { o.EndpointOptions.UseDualStackEndpoint = aws.DualStackEndpointStateEnabled }, false},
	{"FIPS", "us-gov-west-1", "books-gov", func(o *s3.Options) { o.EndpointOptions.UseFIPSEndpoint = aws.FIPSEndpointStateEnabled }, false},
	{"acceleration", "eu-west-1", "books-eu", func(o *s3.Options) { o.UseAccelerate = true }, false},
	{"access point", "us-east-1", "arn:aws:s3:us-east-1:" + endpointAccount + ":accesspoint/reading", nil, false},
	{"access point, dual-stack", "us-east-1", "arn:aws:s3:us-east-1:" + endpointAccount + ":accesspoint/reading",
		func(o *s3.Options) { o.EndpointOptions.UseDualStackEndpoint = aws.DualStackEndpointStateEnabled }, false},
	{"access point alias", "us-east-1", "reading-8hd2kf-s3alias", nil, false},
	{"Multi-Region Access Point", "us-east-1", "arn:aws:s3::" + endpointAccount + ":accesspoint/mfzwi23gnjvgw.mrap", nil, false},
	{"directory bucket", "us-east-1", directoryBucket, nil, false},
	{"directory bucket without a session", "us-east-1", directoryBucket, func(o *s3.Options) { o.DisableS3ExpressSessionAuth = aws.Bool(true) }, false},
	{"Object Lambda access point", "us-east-1", "arn:aws:s3-object-lambda:us-east-1:" + endpointAccount + ":accesspoint/upper", nil, true},
	{"Outposts", "us-east-1", "arn:aws:s3-outposts:us-east-1:" + endpointAccount + ":outpost/op-01ac5d28a6a232904/accesspoint/reading", nil, false},
}

// newEndpoints starts a server that has a bucket behind each kind, and returns its address, and a
// client whose connections all go there.
func newEndpoints(t *testing.T) (string, *http.Client) {
	t.Helper()
	upper := objectlambda.Func(func(ctx context.Context, e *objectlambda.Event) (*objectlambda.Answer, error) {
		original, err := e.Open(ctx, nil)
		if err != nil {
			return nil, err
		}
		text, err := io.ReadAll(original.Body())
		return &objectlambda.Answer{Body: strings.NewReader(strings.ToUpper(string(text))), Length: int64(len(text))}, err
	})
	fake := s3fake.New(t, &s3fake.Options{
		TLS: true, AccessKey: "AKIDOWNER", SecretKey: "owner-secret",
		Principals: []fixtures.Principal{{Name: "nobody", AccessKey: "AKIDNOBODY", SecretKey: "nobody-secret", Account: endpointAccount}},
		ObjectLambda: objectlambda.Static{"upper": {
			Name: "upper", Account: endpointAccount, GetObject: upper,
			Supporting: address.Address{Endpoint: address.EndpointAccessPoint, AccessPoint: "reading", Account: endpointAccount, Region: "us-east-1"},
		}},
	})
	for _, b := range []store.Bucket{
		{Name: "books"}, {Name: "my.books"}, {Name: "books-eu", Region: "eu-west-1"}, {Name: "books-cn", Region: "cn-north-1"},
		{Name: "books-gov", Region: "us-gov-west-1"}, {Name: directoryBucket, Type: store.Directory},
	} {
		b.Owner = endpointAccount
		if err := fake.Store.CreateBucket(b); err != nil {
			t.Fatal(err)
		}
		if _, err := fake.Store.Put(b.Name, "a/poem", memstore.Version{Content: []byte("no parts")}); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range []memstore.AccessPoint{
		{Bucket: "books", Name: "reading", Account: endpointAccount, Alias: "reading-8hd2kf-s3alias"},
		{Bucket: "books", Name: "everywhere", Account: endpointAccount, Alias: "mfzwi23gnjvgw.mrap"},
	} {
		if err := fake.Store.AddAccessPoint(p); err != nil {
			t.Fatal(err)
		}
	}
	addr := strings.TrimPrefix(fake.URL, "https://")
	transport := &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, "tcp", addr)
		},
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, //nolint:gosec // The hosts are Amazon's, and the server is not.
	}
	t.Cleanup(transport.CloseIdleConnections)
	return addr, &http.Client{Transport: transport}
}

// endpointArguments are those of the programs that read by way of every kind, but those that the
// SDK does not know.
func endpointArguments(t *testing.T, unknown ...string) []string {
	t.Helper()
	addr, _ := newEndpoints(t)
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	args := []string{host, port}
	for _, k := range kinds {
		if k.options == nil && !slices.Contains(unknown, k.name) {
			args = append(args, k.region+","+k.bucket)
		}
	}
	return args
}

// TestBoto3Endpoints reads with the AWS SDK for Python. Debian's release of it is older than
// directory buckets, and signs for several regions only with a library of its own.
func TestBoto3Endpoints(t *testing.T) {
	const python = "/usr/bin/python3" // that of the system's packages
	if exec.Command(python, "-c", "import boto3").Run() != nil {
		t.Skip("boto3 is not installed")
	}
	args := endpointArguments(t, "directory bucket", "Multi-Region Access Point")
	runScript(t, python, append([]string{filepath.Join("python", "endpoints.py")}, args...)...)
}

// TestJavaScriptEndpoints reads with the AWS SDK for JavaScript. It is skipped until its packages
// are installed by npm ci in the folder js.
func TestJavaScriptEndpoints(t *testing.T) {
	if _, err := os.Stat(filepath.Join("js", "node_modules")); err != nil {
		t.Skip("the packages of the folder js are not installed")
	}
	runScript(t, "node", append([]string{filepath.Join("js", "endpoints.mjs")}, endpointArguments(t)...)...)
}

// TestEndpoints reads an object by way of every kind of endpoint, as the SDK resolves it: whole, by
// a range, missing, and denied.
func TestEndpoints(t *testing.T) {
	_, client := newEndpoints(t)
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			as := func(key, secret string) *s3.Client {
				o := s3.Options{Region: k.region, HTTPClient: client, Retryer: aws.NopRetryer{}, Credentials: credentials.NewStaticCredentialsProvider(key, secret, "")}
				if k.options != nil {
					k.options(&o)
				}
				return s3.New(o)
			}
			get := func(c *s3.Client, key, ranged string) (string, string) {
				in := &s3.GetObjectInput{Bucket: aws.String(k.bucket), Key: aws.String(key)}
				if ranged != "" {
					in.Range = aws.String(ranged)
				}
				out, err := c.GetObject(t.Context(), in)
				var refused smithy.APIError
				switch {
				case errors.As(err, &refused):
					return "", refused.ErrorCode()
				case err != nil:
					return "", err.Error()
				}
				defer out.Body.Close()
				text, err := io.ReadAll(out.Body)
				if err != nil {
					return "", err.Error()
				}
				return string(text), ""
			}
			whole, ranged, rangeCode := "no parts", "no", ""
			if k.function {
				whole, ranged, rangeCode = "NO PARTS", "", "NotImplemented"
			}
			owner, nobody := as("AKIDOWNER", "owner-secret"), as("AKIDNOBODY", "nobody-secret")
			for _, c := range []struct {
				what             string
				client           *s3.Client
				key, ranged      string
				wantText, wanted string
			}{
				{"whole", owner, "a/poem", "", whole, ""},
				{"ranged", owner, "a/poem", "bytes=0-1", ranged, rangeCode},
				{"missing", owner, "missing", "", "", "NoSuchKey"},
				{"denied", nobody, "a/poem", "", "", "AccessDenied"},
				{"wrong secret", as("AKIDOWNER", "x"), "a/poem", "", "", "SignatureDoesNotMatch"},
			} {
				if text, code := get(c.client, c.key, c.ranged); text != c.wantText || !strings.Contains(code, c.wanted) || c.wanted == "" && code != "" {
					t.Errorf("%s: %q, error %q; want %q, %q", c.what, text, code, c.wantText, c.wanted)
				}
			}
		})
	}
}
