export function PasswordPage() {
  return <main />
}
