package sigv4_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math/big"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/store"
)

// asymmetricKey derives the private key of a credential with whole numbers, as the page of
// NIST SP 800-108 has it.
func asymmetricKey(accessKey, secretKey string) *ecdsa.PrivateKey {
	for counter := byte(1); ; counter++ {
		text := binary.BigEndian.AppendUint32(nil, 1)
		text = append(text, "AWS4-ECDSA-P256-SHA256\x00"+accessKey...)
		text = binary.BigEndian.AppendUint32(append(text, counter), 256)
		candidate := new(big.Int).SetBytes([]byte(hmacSHA256("AWS4A"+secretKey, string(text))))
		n := elliptic.P256().Params().N
		if candidate.Cmp(new(big.Int).Sub(n, big.NewInt(2))) > 0 {
			continue
		}
		d := candidate.Add(candidate, big.NewInt(1)).FillBytes(make([]byte, 32))
		key, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), d)
		if err != nil {
			panic(err)
		}
		return key
	}
}

func signAsymmetric(accessKey, secretKey, text string) string {
	sum := sha256.Sum256([]byte(text))
	signature, err := ecdsa.SignASN1(rand.Reader, asymmetricKey(accessKey, secretKey), sum[:])
	if err != nil {
		panic(err)
	}
	return hex.EncodeToString(signature)
}

// TestPublicKey has the public key that the signing libraries publish for a credential, and
// checks that the tests derive the same: aws-c-auth, its signing test suite, and the SDKs.
func TestPublicKey(t *testing.T) {
	const (
		accessKey, secret = "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
		want              = "04" + "b6618f6a65740a99e650b33b6b4b5bd0d43b176d721a3edfea7e7d2d56d936b1" +
			"865ed22a7eadc9c5cb9d2cbaca1b3699139fedc5043dc6661864218330c8e518"
	)
	got, err := sigv4.PublicKey(accessKey, secret)
	if hex.EncodeToString(got) != want || err != nil {
		t.Errorf("publicKey(%s) = %x, %v; want %s", accessKey, got, err, want)
	}
	for _, accessKey := range []string{"AKIDEXAMPLE", "AKIDOWNER", "", strings.Repeat("K", 200)} {
		theirs, err := asymmetricKey(accessKey, "s").PublicKey.Bytes()
		if got, err2 := sigv4.PublicKey(accessKey, "s"); string(got) != string(theirs) || err != nil || err2 != nil {
			t.Errorf("publicKey(%q) = %x, %v, want %x, %v", accessKey, got, err2, theirs, err)
		}
	}
}

// TestRegionSet has what was recorded for us-east-1 (brekkylab/backlot, 29 September 2026), and
// its kind.
func TestRegionSet(t *testing.T) {
	for _, set := range []string{"*", "us-*", "*-1", "u*1", "**", "US-*", "us-east-1*", ",us-east-1", "us-west-2,us-east-1",
		"us-east-1", "*us-east-1*", "u*-*-1", "*east*", "us-east-1,", "eu-*,us-e*"} {
		if !sigv4.RegionSetHas(set, "us-east-1") {
			t.Errorf("regionSetHas(%q, us-east-1) = false, want true", set)
		}
	}
	for _, set := range []string{"us-east-?", "us-east-10", "us-east-", "aws-global", "", ",", "us-west-2, us-east-1",
		"us-east-1;us-west-2", "us-east-1 us-west-2", "*-2", "us-*-2", "u*w*1", "us-east-1*1", "*1*1"} {
		if sigv4.RegionSetHas(set, "us-east-1") {
			t.Errorf("regionSetHas(%q, us-east-1) = true, want false", set)
		}
	}
}

func asymmetricMessage() *message {
	m := newMessage()
	m.scheme, m.regions = "AWS4-ECDSA-P256-SHA256", "us-east-1"
	return m
}

// TestAsymmetric covers requests signed for several regions, in the header and in the query.
func TestAsymmetric(t *testing.T) {
	alter := func(alter func(*message)) *message {
		m := asymmetricMessage()
		alter(m)
		return m
	}
	for _, c := range []struct {
		name          string
		m             func() *message
		header, query *rule.Rule
	}{
		{"right", asymmetricMessage, nil, nil},
		{"other regions too", func() *message { return alter(func(m *message) { m.regions = "us-*,eu-west-1" }) }, nil, nil},
		{"session", func() *message {
			return alter(func(m *message) { m.accessKey, m.secretKey, m.token = "ASIATEMP", "temp-secret", sessionToken })
		}, nil, nil},
		{"no region set", func() *message { return alter(func(m *message) { m.regions = "" }) },
			sigv4.RuleRegionSetMissing, sigv4.RulePresignedRegionSet},
		{"other region", func() *message { return alter(func(m *message) { m.regions = "us-west-*" }) },
			sigv4.RuleRegionSetMismatch, sigv4.RuleRegionSetMismatch},
		{"other region, unknown access key", func() *message {
			return alter(func(m *message) { m.regions, m.accessKey = "us-west-*", "AKIDNOBODY" })
		}, sigv4.RuleRegionSetMismatch, sigv4.RuleRegionSetMismatch},
		{"unknown access key", func() *message { return alter(func(m *message) { m.accessKey = "AKIDNOBODY" }) },
			sigv4.RuleAccessKey, sigv4.RuleAccessKey},
		{"other secret", func() *message { return alter(func(m *message) { m.secretKey = "x" }) },
			sigv4.RuleSignatureMismatch, sigv4.RuleSignatureMismatch},
		{"other service", func() *message { return alter(func(m *message) { m.service = "ec2" }) },
			sigv4.RuleAuthorizationService, sigv4.RulePresignedService},
	} {
		if got, e := authenticate(t, c.m().sign()); got != c.header {
			t.Errorf("%s, header: %s (%v), want %s", c.name, nameOf(got), e, nameOf(c.header))
		}
		if got, e := authenticate(t, c.m().presign()); got != c.query {
			t.Errorf("%s, query: %s (%v), want %s", c.name, nameOf(got), e, nameOf(c.query))
		}
	}
}

// TestAsymmetricElements has the elements of the refusals.
func TestAsymmetricElements(t *testing.T) {
	m := asymmetricMessage()
	m.regions = "eu-*"
	_, e := authenticateAt(t, m.sign(), noon, &store.Bucket{Region: "us-west-2"})
	if detail(e, "RequestedRegion") != "us-west-2" || detail(e, "RegionSet") != "eu-*" {
		t.Errorf("elements %v, want RequestedRegion and RegionSet", e.Detail)
	}
	five := asymmetricMessage().presign()
	five.set("X-Amz-Credential", "AKIDOWNER/20260929/us-east-1/s3/aws4_request", true)
	if got, e := authenticate(t, five); got != sigv4.RulePresignedCredential || !strings.Contains(e.Message, "YYYYMMDD/SERVICE/") {
		t.Errorf("five parts: %s %v, want the form of four parts", nameOf(got), e)
	}
}

// TestAsymmetricSignature has signatures that are none, and one in upper case, which the service
// takes (brekkylab/backlot, 29 September 2026).
func TestAsymmetricSignature(t *testing.T) {
	right := asymmetricMessage().presign()
	signature := right.query[len(right.query)-1].value
	for _, c := range []struct {
		signature string
		want      *rule.Rule
	}{
		{signature, nil},
		{strings.ToUpper(signature), nil},
		{"", sigv4.RuleSignatureMismatch},
		{"zz", sigv4.RuleSignatureMismatch},
		{signature[1:], sigv4.RuleSignatureMismatch},
		{signature[2:], sigv4.RuleSignatureMismatch},
		{signature + "00", sigv4.RuleSignatureMismatch},
		{strings.Repeat("0", 64), sigv4.RuleSignatureMismatch},
		{signAsymmetric("AKIDOWNER", "owner-secret", "another text"), sigv4.RuleSignatureMismatch},
	} {
		right.set("X-Amz-Signature", c.signature, true)
		if got, _ := authenticate(t, right); got != c.want {
			t.Errorf("signature %q: %s, want %s", c.signature, nameOf(got), nameOf(c.want))
		}
	}
	path := asymmetricMessage().sign()
	path.path = "/other"
	if got, _ := authenticate(t, path); got != sigv4.RuleSignatureMismatch {
		t.Errorf("other path: %s, want %s", nameOf(got), nameOf(sigv4.RuleSignatureMismatch))
	}
}

// TestAsymmetricChain has chunks, with their signatures filled up or not.
func TestAsymmetricChain(t *testing.T) {
	for _, covers := range []bool{false, true} { // what the next signature covers of the one before
		m := asymmetricMessage().add("x-amz-content-sha256", "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER")
		m.method = "PUT"
		r := m.sign().request(t)
		_, chain, err := (&sigv4.Authenticator{Credentials: owners}).AuthenticateChain(t.Context(), r, nil)
		if err != nil || chain.IsZero() || !chain.Asymmetric() {
			t.Fatalf("AuthenticateChain = %v, %v; want an asymmetric chain", chain, err)
		}
		_, previous, _ := strings.Cut(r.Header.Get("Authorization"), "Signature=")
		next := func(of, empty, content string) string {
			text := "AWS4-ECDSA-P256-SHA256-" + of + "\n20260929T120000Z\n" + m.scope() + "\n" + previous + "\n" + empty + hexHash(content)
			signature := signAsymmetric(m.accessKey, m.secretKey, text)
			full := signature + strings.Repeat("*", 144-len(signature))
			if previous = signature; covers {
				previous = full
			}
			return full
		}
		for _, content := range []string{"one", "two", ""} {
			signature := next("PAYLOAD", emptyHash+"\n", content)
			if chain.Chunk(signature, sha256.Sum256([]byte(content+"x"))) {
				t.Errorf("Chunk(%q) with other bytes = true", content)
			}
			if !chain.Chunk(signature, sha256.Sum256([]byte(content))) {
				t.Errorf("Chunk(%q) = false (covers %v)", content, covers)
			}
		}
		trailer := "x-amz-checksum-crc32:AAAAAA==\n"
		if !chain.Trailer(next("TRAILER", "", trailer), sha256.Sum256([]byte(trailer))) {
			t.Errorf("Trailer = false (covers %v)", covers)
		}
	}
}

// BenchmarkAsymmetric is a signature of all regions: a key derived, and one verification.
func BenchmarkAsymmetric(b *testing.B) {
	benchAuthenticate(b, asymmetricMessage().sign().request(b), nil)
}
