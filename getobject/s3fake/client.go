package s3fake

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
)

// Client returns a client of s, the same at each call. It trusts the certificate of s and
// connects to s whatever host a URL names, so that "https://b.s3.amazonaws.com/k" reaches the
// bucket b of s. It follows no proxy, and adds no Accept-Encoding.
func (s *Server) Client() *http.Client { return s.client }

// Env returns what points the SDKs of Amazon at s, as [os/exec.Cmd] takes it: AWS_ENDPOINT_URL,
// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, and AWS_DEFAULT_REGION, which that for
// Python reads instead, each with its value. Whether the
// bucket is in the path is for an SDK to be told: where it is in the host, that has to lead here.
func (s *Server) Env() []string {
	return []string{
		"AWS_ENDPOINT_URL=" + s.URL,
		"AWS_ACCESS_KEY_ID=" + s.AccessKey,
		"AWS_SECRET_ACCESS_KEY=" + s.SecretKey,
		"AWS_REGION=" + s.Region,
		"AWS_DEFAULT_REGION=" + s.Region,
	}
}

// Dial opens a connection to s, without TLS, whatever the network and the address are. It is
// a DialContext for transports of one's own.
func (s *Server) Dial(ctx context.Context, _, _ string) (net.Conn, error) {
	if p, ok := s.listener.(*pipes); ok {
		return p.dial(ctx)
	}
	var d net.Dialer
	addr := s.listener.Addr()
	return d.DialContext(ctx, addr.Network(), addr.String())
}

// newClient makes the client of s.
func (s *Server) newClient() *http.Client {
	t := &http.Transport{DialContext: s.Dial, DisableCompression: true}
	if s.certificate != nil {
		roots := x509.NewCertPool()
		roots.AddCert(s.certificate.Leaf)
		t.TLSClientConfig = &tls.Config{RootCAs: roots}
	}
	return &http.Client{Transport: t}
}
