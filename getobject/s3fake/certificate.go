package s3fake

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"time"
)

// serialBits is the size of the serial number of a certificate.
const serialBits = 120

// hostNames returns the names that a certificate is for: the domains, those of this machine, of
// a pipe and of Amazon S3, each with what one label before it makes of it. A bucket whose name
// has a dot is in none of them, as it is with S3.
func hostNames(region string, domains []string) []string {
	all := []string{
		"localhost", pipeHost, "s3.amazonaws.com", "s3." + region + ".amazonaws.com",
		"s3-accesspoint." + region + ".amazonaws.com",
	}
	var names []string
	for _, d := range append(all, domains...) {
		names = append(names, d, "*."+d)
	}
	return names
}

// newCertificate makes a key and a certificate that it signed itself, for names and ips.
func newCertificate(names []string, ips []net.IP) (*tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), serialBits))
	if err != nil {
		return nil, err
	}
	now := time.Now() // the client's, which verifies
	template := &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: "s3fake"},
		NotBefore:    now.Add(-time.Hour),
		NotAfter:     now.AddDate(1, 0, 0),
		DNSNames:     names,
		IPAddresses:  ips,
		IsCA:         true,
		KeyUsage:     x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},

		BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return nil, err
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}, nil
}

// secure puts TLS around the listener of s.
func (s *Server) secure(domains []string) error {
	ips := []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback}
	if addr, ok := s.listener.Addr().(*net.TCPAddr); ok {
		ips = append(ips, addr.IP)
	}
	cert, err := newCertificate(hostNames(s.Region, domains), ips)
	if err != nil {
		return err
	}
	s.certificate = cert
	s.serving = tls.NewListener(s.listener, &tls.Config{
		Certificates: []tls.Certificate{*cert},
		NextProtos:   []string{"http/1.1"}, // which is all that S3 speaks
	})
	return nil
}

// CertificatePEM returns the certificate of s in PEM, for clients that take a file of
// authorities, such as by AWS_CA_BUNDLE. It is nil without TLS.
func (s *Server) CertificatePEM() []byte {
	if s.certificate == nil {
		return nil
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.certificate.Certificate[0]})
}
