package getobjecttest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1" //nolint:gosec // What Signature Version 2 signs with.
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"math/big"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/s3get/s3get/getobject/vectors"
)

// asymmetric signs a text with the private key of the credentials. Its derivation is in whole
// numbers: the first of the outputs of the key derivation that is less than the order of the
// group, less one, plus one (IAM User Guide: AWS Signature Version 4 for API requests).
func (k signer) asymmetric(text string) string {
	n := elliptic.P256().Params().N
	one := big.NewInt(1)
	var d *big.Int
	for counter := byte(1); d == nil || d.Cmp(new(big.Int).Sub(n, one)) >= 0; counter++ {
		input := binary.BigEndian.AppendUint32(nil, 1)
		input = append(input, vectors.AlgorithmAsymmetric+"\x00"+k.accessKey...)
		input = binary.BigEndian.AppendUint32(append(input, counter), 256)
		d = new(big.Int).SetBytes(mac([]byte("AWS4A"+k.secretKey), string(input)))
	}
	key, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), d.Add(d, one).FillBytes(make([]byte, 32)))
	if err != nil {
		return err.Error() // which is no signature
	}
	sum := sha256.Sum256([]byte(text))
	signature, err := ecdsa.SignASN1(rand.Reader, key, sum[:])
	if err != nil {
		return err.Error()
	}
	return hex.EncodeToString(signature)
}

// signed2 are the parameters that a signature of version 2 covers, beside the overrides, as far
// as vectors send them. S3 SigV2: Constructing the CanonicalizedResource element.
var signed2 = [...]string{"acl", "partNumber", "tagging", "torrent", "uploadId", "uploads", "versionId", "website"}

// version2 signs with Signature Version 2, in the header with Date or in the query.
func (k signer) version2(m message, r vectors.Request) message {
	m.headers, m.query = slices.Clone(m.headers), slices.Clone(m.query)
	date := k.at.UTC().Format(http.TimeFormat)
	var moved []vectors.Line
	switch {
	case r.Presigned:
		date = strconv.FormatInt(k.at.Add(time.Duration(k.expires)*time.Second).Unix(), 10)
		if k.token != "" {
			m.query = append(m.query, vectors.Item{Name: "x-amz-security-token", Value: k.token})
			moved = append(moved, vectors.Line{Name: "x-amz-security-token", Value: k.token})
		}
	default:
		m.addMissing("Date", date)
		if k.token != "" {
			m.addMissing("x-amz-security-token", k.token)
		}
		date, _ = m.value("Date")
		if _, given := m.value("x-amz-date"); given {
			date = ""
		}
	}
	md5, _ := m.value("Content-MD5")
	contentType, _ := m.value("Content-Type")
	h := hmac.New(sha1.New, []byte(k.secretKey))
	h.Write([]byte(strings.Join([]string{m.method, md5, contentType, date, ""}, "\n")))
	h.Write([]byte(fields2(append(moved, m.headers...)) + resource2(m, r)))
	signature := base64.StdEncoding.EncodeToString(h.Sum(nil))
	if r.Presigned {
		m.query = append(m.query, vectors.Item{Name: "AWSAccessKeyId", Value: k.accessKey},
			vectors.Item{Name: "Expires", Value: date}, vectors.Item{Name: "Signature", Value: signature})
		return m
	}
	m.headers = append(m.headers, vectors.Line{Name: "Authorization", Value: "AWS " + k.accessKey + ":" + signature})
	return m
}

// fields2 returns the lines that begin with x-amz-, sorted, those of one name as one.
func fields2(lines []vectors.Line) string {
	values := map[string][]string{}
	for _, l := range lines {
		if name := strings.ToLower(l.Name); strings.HasPrefix(name, "x-amz-") {
			values[name] = append(values[name], strings.Trim(l.Value, " \t"))
		}
	}
	var all []string
	for name, v := range values {
		all = append(all, name+":"+strings.Join(v, ",")+"\n")
	}
	slices.Sort(all)
	return strings.Join(all, "")
}

// resource2 returns the resource that is signed.
func resource2(m message, r vectors.Request) string {
	resource := m.path
	if r.Virtual() {
		resource = "/" + r.Bucket + m.path
	}
	var counted []string
	for _, item := range m.query {
		if strings.HasPrefix(item.Name, "response-") || slices.Contains(signed2[:], item.Name) {
			text := item.Name
			if !item.Bare {
				text += "=" + item.Value
			}
			counted = append(counted, text)
		}
	}
	if slices.Sort(counted); len(counted) > 0 {
		resource += "?" + strings.Join(counted, "&")
	}
	return resource
}
