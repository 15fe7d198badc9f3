package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"net"
	"time"
)

// validity is how long a certificate is good for, which is longer than a server of
// tests and demos runs.
const validity = 365 * 24 * time.Hour

// certificateNames returns the names and addresses that a certificate is for: this
// machine, the virtual hosts of S3, the domains with theirs, and the address that is
// listened on.
func certificateNames(addr net.Addr, domains []string) (names []string, ips []net.IP) {
	names = []string{"localhost", "*.s3.amazonaws.com"}
	for _, d := range domains {
		names = append(names, d, "*."+d)
	}
	ips = []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback}
	if tcp, ok := addr.(*net.TCPAddr); ok && !tcp.IP.IsUnspecified() && !tcp.IP.IsLoopback() {
		ips = append(ips, tcp.IP)
	}
	return names, ips
}

// newCertificate makes a self-signed certificate for an address. It is not an authority: a
// client that trusts it trusts this server and nothing else. Its key never leaves memory.
func newCertificate(addr net.Addr, domains []string, now time.Time) (tls.Certificate, error) {
	names, ips := certificateNames(addr, domains)
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	template := &x509.Certificate{
		Subject:               pkix.Name{CommonName: "serve, made at start"},
		NotBefore:             now.Add(-time.Hour), // clocks of clients differ
		NotAfter:              now.Add(validity),
		KeyUsage:              x509.KeyUsageDigitalSignature,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true,
		DNSNames:              names,
		IPAddresses:           ips,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, nil
}

// encodeCertificate returns the PEM of a certificate, without its key.
func encodeCertificate(c tls.Certificate) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Certificate[0]})
}
