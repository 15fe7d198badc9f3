package interop_test

import (
	"context"
	"net"
	"net/http"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// A credential is an access key with its secret and session token.
type credential [3]string

// The principals of the fixture.
var (
	owner   = credential{"AKIDOWNER", "owner-secret"}
	reader  = credential{"AKIDREADER", "reader-secret"} // may read, not list
	nobody  = credential{"AKIDNOBODY", "nobody-secret"} // may do nothing
	guest   = credential{"AKIDGUEST", "guest-secret"}   // of another account
	session = credential{"ASIASESSION", "session-secret", "IQoJb3JpZ2luX2VjSESSION//wEaCXVzLWVhc3QtMSJHMEUCIQ=="}
	lapsed  = credential{"ASIALAPSED", "lapsed-secret", "IQoJb3JpZ2luX2VjLAPSED//////AAAA=="}
)

// provider hands the credential to the SDK.
func (c credential) provider() aws.CredentialsProvider {
	return credentials.NewStaticCredentialsProvider(c[0], c[1], c[2])
}

// client returns a client of the SDK for s, over plain HTTP unless option says
// otherwise. It does not try again, so that every answer is seen.
func (s *server) client(t *testing.T, c credential, options ...func(*s3.Options)) *s3.Client {
	t.Helper()
	return s3.New(s3.Options{
		Region:       "us-east-1",
		Credentials:  c.provider(),
		BaseEndpoint: aws.String("http://" + s.addr),
		UsePathStyle: true,
		HTTPClient:   s.httpClient(t),
		Retryer:      aws.NopRetryer{},
	}, options...)
}

// httpClient returns the SDK's own HTTP client, which trusts s.
func (s *server) httpClient(t *testing.T) *awshttp.BuildableClient {
	var transport *http.Transport
	c := awshttp.NewBuildableClient().WithTransportOptions(func(tr *http.Transport) {
		tr.TLSClientConfig = s.tls()
		tr.DialContext = s.dial
		transport = tr
	})
	t.Cleanup(func() {
		if transport != nil {
			transport.CloseIdleConnections()
		}
	})
	return c
}

// dial connects to s whatever host is meant, as if it were all of them.
func (s *server) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	if addr != s.tlsAddr {
		addr = s.addr
	}
	return new(net.Dialer).DialContext(ctx, network, addr)
}

// overTLS makes a client use TLS.
func (s *server) overTLS(o *s3.Options) { o.BaseEndpoint = aws.String("https://" + s.tlsAddr) }

// inRegion makes a client sign for a region.
func inRegion(region string) func(*s3.Options) {
	return func(o *s3.Options) { o.Region = region }
}
